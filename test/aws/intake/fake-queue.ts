import { ChangeMessageVisibilityBatchCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import type { Received } from '../../../lib/aws/intake/set-aside.ts';
import type { Unfinished } from '../../../lib/aws/intake/start.ts';

/** A message among the dead letters. */
interface DeadLetter {
  readonly body: string;
  readonly reason: string | undefined;
}

/** How long a message that was received stays hidden where nobody says otherwise. */
const VISIBILITY = 360_000;

/** A FIFO queue of one group and its dead letters in memory, behind every SQSClient until `restore`. */
export function fakeQueue(now: () => number) {
  const messages: (Received & { hiddenUntil: number; received: number })[] = [];
  const deadLetters: DeadLetter[] = [];
  const sqs = mockClient(SQSClient);
  sqs.on(SendMessageCommand).callsFake(({ MessageBody, MessageAttributes }) => {
    deadLetters.push({ body: MessageBody, reason: MessageAttributes?.reason?.StringValue });
    return {};
  });
  sqs.on(GetQueueAttributesCommand).callsFake(() => ({ Attributes: { ApproximateNumberOfMessages: `${messages.length}` } }));
  sqs.on(ChangeMessageVisibilityBatchCommand).callsFake(({ Entries }) => {
    for (const { ReceiptHandle, VisibilityTimeout } of Entries) {
      const message = messages.find(({ receiptHandle }) => receiptHandle === ReceiptHandle);
      if (message !== undefined) message.hiddenUntil = now() + VisibilityTimeout * 1000;
    }
    return {};
  });
  let sent = 0;
  return {
    messages,
    deadLetters,
    client: sqs,
    restore: () => sqs.restore(),
    send: (event: unknown) => {
      sent += 1;
      const body = typeof event === 'string' ? event : JSON.stringify(event);
      messages.push({ messageId: `message-${sent}`, receiptHandle: `receipt-${sent}`, body, hiddenUntil: 0, received: 0 });
    },
    /** Hands the first messages over as Lambda does; those that a handler does not give back are gone. */
    deliver: async (handler: (batch: readonly Received[]) => Promise<Unfinished>, most = 10) => {
      // A group whose first message is hidden is closed until it comes back.
      if (messages.length === 0 || messages.some(({ hiddenUntil }) => hiddenUntil > now())) return 0;
      const batch = messages.slice(0, most);
      for (const message of batch) Object.assign(message, { hiddenUntil: now() + VISIBILITY, received: message.received + 1 });
      const failed = new Set((await handler(batch)).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const done = batch.filter(({ messageId }) => !failed.has(messageId));
      for (const message of done) messages.splice(messages.indexOf(message), 1);
      return batch.length;
    },
  };
}
