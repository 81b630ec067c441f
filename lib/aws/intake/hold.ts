import { ChangeMessageVisibilityBatchCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Admission, Load } from '../../core/intake/admission.ts';
import { whyOf } from '../../core/intake/why-waiting.ts';
import { timestamp } from '../../core/time.ts';
import { clock } from '../clock.ts';
import { deployedAs } from '../deployment.ts';
import { sendNotice } from '../sns-outbox.ts';
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

/** People who can't be told cost no alarm: all wait all the same. */
async function tell(queued: number, { wait, load }: Holding, { deployment, settings, sns }: Intake): Promise<void> {
  const notice = { kind: 'waiting', queued, why: whyOf(wait, load, settings.limits), at: timestamp(clock.now()) } as const;
  const [told] = await Promise.allSettled([
    sendNotice(notice, deployedAs(deployment), { sns, topics: deployment.topics, notify: settings.notify }),
  ]);
  if (told.status === 'rejected') log.error('nobody could be told that alarms wait', told.reason);
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
