import { createServer } from 'node:http';
import { ConfirmSubscriptionCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Admin } from './admin.ts';
import { bodyOf, closed, listening } from './http.ts';

/** A message as SNS delivered it to a subscriber. */
export interface Mail {
  readonly channel: string;
  readonly subject: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Somebody who listens to every topic over HTTP, and keeps the raw messages in a queue besides. */
export interface Mailbox {
  readonly mails: readonly Mail[];
  /** The queue that is subscribed to the topic `raw`, with raw delivery. */
  readonly queueUrl: string;
  close(): Promise<void>;
}

/** What SNS posts. Source: SNS Developer Guide, "HTTP/HTTPS notification JSON format". */
const Posted = z.object({
  Type: z.enum(['SubscriptionConfirmation', 'Notification']),
  TopicArn: z.string(),
  Token: z.string().optional(),
  Subject: z.string().nullish(),
  Message: z.string(),
  MessageAttributes: z.record(z.string(), z.object({ Value: z.string() })).default({}),
});
type Posted = z.infer<typeof Posted>;

/** Subscribes to the topics, by channel, and confirms as a person would. */
export async function openMailbox(topics: Readonly<Record<string, string>>, admin: Admin): Promise<Mailbox> {
  const sns = new SNSClient(admin);
  const mails: Mail[] = [];
  const confirmed = new Map(Object.keys(topics).map((channel) => [channel, Promise.withResolvers<void>()]));
  const server = createServer(async (request, response) => {
    const channel = request.url?.slice(1) ?? '';
    const posted = Posted.parse(JSON.parse((await bodyOf(request)).toString()));
    response.end();
    if (posted.Type === 'Notification') mails.push(mailOf(channel, posted));
    else {
      await sns.send(new ConfirmSubscriptionCommand({ TopicArn: posted.TopicArn, Token: posted.Token }));
      confirmed.get(channel)?.resolve();
    }
  });
  const url = await listening(server);
  for (const [channel, TopicArn] of Object.entries(topics)) {
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: `${url}/${channel}` }));
  }
  await Promise.all([...confirmed.values()].map(({ promise }) => promise));
  return { mails, queueUrl: await queueOf(topics.raw ?? '', admin), close: () => closed(server) };
}

const mailOf = (channel: string, { Subject, Message, MessageAttributes }: Posted): Mail => ({
  channel,
  subject: Subject ?? '',
  body: Message,
  attributes: Object.fromEntries(Object.entries(MessageAttributes).map(([name, { Value }]) => [name, Value])),
});

async function queueOf(TopicArn: string, admin: Admin): Promise<string> {
  const sqs = new SQSClient(admin);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'raw-reports' }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const Endpoint = Attributes?.QueueArn;
  await new SNSClient(admin).send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes: { RawMessageDelivery: 'true' } }),
  );
  return QueueUrl;
}
