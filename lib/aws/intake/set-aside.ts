import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Intake } from './intake.ts';

/** A message of the intake queue, as Lambda hands it over. */
export interface Received {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
}

/** What SQS takes in an attribute: XML's characters, and no half of a pair (API Reference, SendMessage). */
const printable = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
    .slice(0, 250)
    .toWellFormed();

/**
 * Puts a message that is no alarm among the dead letters, with the reason. It goes to another queue than it came from and nothing reads
 * that one by itself, so this is no loop (Lambda stops functions that send to the queue which invokes them).
 */
export async function setAside({ messageId, body }: Received, reason: string, { sqs, deadLetterUrl }: Intake): Promise<void> {
  const inOrder = { MessageGroupId: 'set-aside', MessageDeduplicationId: messageId };
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: deadLetterUrl,
      MessageBody: body,
      MessageAttributes: { reason: { DataType: 'String', StringValue: printable(reason) || 'no reason' } },
      ...(deadLetterUrl.endsWith('.fifo') ? inOrder : {}),
    }),
  );
}
