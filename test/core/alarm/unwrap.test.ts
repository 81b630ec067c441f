import { describe, expect, it } from 'vitest';
import { parseAlarms } from '../../../lib/core/alarm/parse.ts';
import { findingEvent } from './finding.ts';
import { only } from './only.ts';

const message = JSON.stringify(findingEvent());
const sns = { Type: 'Notification', MessageId: 'm', TopicArn: 'arn:aws:sns:eu-west-1:111122223333:t', Message: message };
const record = (Message: string) => ({ EventSource: 'aws:sns', EventVersion: '1.0', Sns: { ...sns, Message } });
const queued = (body: string) => ({ messageId: 'm', receiptHandle: 'r', body, eventSource: 'aws:sqs' });

describe('an alarm that was wrapped', () => {
  it.each<[string, unknown]>([
    ['by SNS for a function', { Records: [record(message)] }],
    ['by SNS over HTTP', sns],
    ['by SQS', { Records: [queued(message)] }],
    ['by SNS and SQS', { Records: [queued(JSON.stringify(sns))] }],
    ['by a pipe', [queued(message)]],
  ])('%s is the alarm inside', (_by, input) => {
    expect(only(input)).toEqual(only(findingEvent()));
  });

  it('comes with the others of its batch', () => {
    const other = JSON.stringify(findingEvent({ id: 'other' }));
    expect(parseAlarms({ Records: [queued(message), queued(other)] }).map(({ id }) => id)).toEqual([only(findingEvent()).id, 'other']);
  });

  it.each<[string, unknown, string]>([
    ['a message that is no JSON', { ...sns, Message: 'ALARM: help' }, 'the message inside SNS or SQS is not JSON'],
    [
      'a subscription to confirm',
      { ...sns, Type: 'SubscriptionConfirmation' },
      'this is an object with Type, MessageId, TopicArn, Message',
    ],
    ['a log file', { Records: [{ eventVersion: '1.11', eventID: 'e' }] }, 'this is an object with Records'],
    ['nothing', {}, 'this is an empty object'],
    ['an empty batch', { Records: [] }, 'there is no alarm in it'],
    ['a text', message, 'this is a string, no JSON object'],
    ['null', null, 'this is null'],
    ['too many wrappings', [[[[[[[[[[]]]]]]]]]], 'wrapped more than 8 times'],
    [
      'an event of another kind',
      { 'detail-type': 'Scheduled Event', source: 'aws.events', detail: {} },
      "this is a 'Scheduled Event' of aws.events; accepted are GuardDuty findings,",
    ],
    ['an event that would paint the terminal', { 'detail-type': '\u001b[31mred', detail: {} }, "this is a ' [31mred' of an unknown source"],
  ])('is told apart from %s, which is refused with what it is', (_what, input, sentence) => {
    expect(() => parseAlarms(input)).toThrow(sentence);
  });
});
