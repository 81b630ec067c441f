import { paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { permitted } from '../refused.ts';
import { type Check, type Look, type Subject, say } from './check.ts';

const TOPICS = {
  EmailTopicArn: 'e-mail',
  PagerTopicArn: 'pager',
  ChatTopicArn: 'chat',
  RawTopicArn: 'raw',
  HealthTopicArn: 'health',
} as const;
const KEYS = ['EmailTopicArn', 'PagerTopicArn', 'ChatTopicArn', 'RawTopicArn', 'HealthTopicArn'] as const;

/** Whether the topics have subscribers, and all of them have confirmed. */
export const subscriptions: Look = {
  about: 'subscriptions',
  look: async (subject) => {
    const { outputs } = subject;
    if (outputs === undefined) return [];
    const told: { channel: string; pending: string[]; confirmed: number }[] = [];
    for (const key of KEYS) {
      const topic = outputs[key];
      if (topic !== undefined) told.push({ channel: TOPICS[key], ...(await subscribersOf(topic, subject)) });
    }
    const { ok, warning } = say('subscriptions');
    const pending = told.flatMap(({ channel, pending: endpoints }) => endpoints.map((endpoint) => `${endpoint} (${channel})`));
    const all = told.filter(({ confirmed }) => confirmed > 0).map(({ channel, confirmed }) => `${channel} ${confirmed}`);
    const nobody = told.every(({ channel, confirmed }) => channel === 'health' || confirmed === 0);
    return [
      ...(pending.length === 0
        ? []
        : [
            warning(
              `not confirmed: ${pending.join(', ')}`,
              'have each open the message of AWS and confirm; after 48 hours deploy again to send another',
            ),
          ]),
      nobody
        ? warning('nobody is told of a report', 'set notify.emails, notify.pagers or notify.chats, and deploy')
        : ok(`confirmed: ${all.join(', ')}`),
    ];
  },
};

async function subscribersOf(TopicArn: string, { clients: { sns } }: Subject): Promise<{ pending: string[]; confirmed: number }> {
  return permitted('sns:ListSubscriptionsByTopic', async () => {
    const pending: string[] = [];
    let confirmed = 0;
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client: sns }, { TopicArn })) {
      const waiting = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation');
      pending.push(...waiting.map(({ Endpoint = 'an endpoint' }) => Endpoint));
      confirmed += Subscriptions.length - waiting.length;
    }
    return { pending, confirmed };
  });
}

/** Whether alarms wait, or were given up. */
export const queues: Look = {
  about: 'alarm queue',
  look: async (subject): Promise<Check[]> => {
    const { QueueUrl: queue, DeadLetterUrl: dead } = subject.outputs ?? {};
    if (queue === undefined || dead === undefined) return [];
    const { ok, warning } = say('alarm queue');
    const [waiting, given] = [await depthOf(queue, subject), await depthOf(dead, subject)];
    if (given > 0)
      return [warning(`${given} alarms could not be started and are in the dead-letter queue`, `look at ${dead}, then redrive it`)];
    return [ok(waiting === 0 ? 'empty' : `${waiting} alarms wait for their turn`)];
  },
};

async function depthOf(QueueUrl: string, { clients: { sqs } }: Subject): Promise<number> {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
  const { Attributes } = await permitted('sqs:GetQueueAttributes', () => sqs.send(command));
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}
