import { PublishCommand } from '@aws-sdk/client-sns';
import { ChangeMessageVisibilityBatchCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Admission, Load } from '../../core/intake/admission.ts';
import { waitingNotice } from '../../core/intake/waiting-notice.ts';
import { timestamp } from '../../core/time.ts';
import { clock } from '../clock.ts';
import { count, log } from '../telemetry.ts';
import type { Intake } from './intake.ts';
import { putOnce } from './put-once.ts';
import type { Received } from './set-aside.ts';

/** Why messages wait. */
export interface Holding {
  readonly wait: Extract<Admission, { kind: 'wait' }>;
  readonly load: Load;
}

/** Leaves messages in the queue until there may be room, and says so once an hour. They count as failed, so that SQS keeps them. */
export async function hold(messages: readonly Received[], { wait, load }: Holding, intake: Intake): Promise<void> {
  count('WaitingAlarms', messages.length);
  log.warn('alarms wait: enough investigations run', {
    count: messages.length,
    seconds: wait.seconds,
    outcome: wait.because.replace(' ', '-'),
  });
  await hide(messages, wait.seconds, intake);
  const waiting = await waitingMessages(intake);
  if (await isFirstOfHour(intake)) await tell(waiting, { wait, load }, intake);
}

/** One that can't be hidden comes again after the queue's own time, which does no harm: SQS says so in its answer and does not fail. */
async function hide(messages: readonly Received[], seconds: number, { sqs, queueUrl }: Intake): Promise<void> {
  const Entries = messages.map(({ receiptHandle }, index) => ({
    Id: `${index}`,
    ReceiptHandle: receiptHandle,
    VisibilityTimeout: seconds,
  }));
  await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
}

/** Whoever writes the hour's object tells. */
async function isFirstOfHour(intake: Intake): Promise<boolean> {
  const now = timestamp(clock.now());
  return await putOnce(`notices/waiting-${now.slice(0, 13)}.json`, { told: now }, intake);
}

/** A topic that fails costs neither the other nor the alarms: they wait all the same. */
async function tell(waiting: number, { wait, load }: Holding, intake: Intake): Promise<void> {
  const { deployment, settings, sns } = intake;
  const stack = deployment.rolePath.split('/')[2] ?? '';
  const { subject, body } = waitingNotice({ waiting, because: wait.because, load, limits: settings.limits, stack });
  const MessageAttributes = { severity: { DataType: 'String', StringValue: 'high' } };
  const { email, health } = deployment.topics;
  const published = await Promise.allSettled(
    [email, health].map((TopicArn) => sns.send(new PublishCommand({ TopicArn, Subject: subject, Message: body, MessageAttributes }))),
  );
  for (const outcome of published) if (outcome.status === 'rejected') log.error('a topic was not told that alarms wait', outcome.reason);
}

async function waitingMessages({ sqs, queueUrl }: Intake): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes ?? {}).reduce((sum, amount) => sum + Number(amount), 0);
}
