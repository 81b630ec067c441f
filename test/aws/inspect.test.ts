import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { inspect } from '../../lib/aws/inspect.ts';
import { parseSettings } from '../../lib/core/settings.ts';

const sns = mockClient(SNSClient);
const topics = { email: 'arn:email', pager: 'arn:pager', chat: 'arn:chat', raw: 'arn:raw', health: 'arn:health' };
const { notify } = parseSettings(
  {
    notify: {
      emails: [{ address: 'oncall@example.com' }, { address: 'Security@example.com' }],
      pagers: [{ secret: 'pager' }],
      chats: [
        { slackWorkspaceId: 'T0123ABCD', slackChannelId: 'C0123ABCD' },
        { slackWorkspaceId: 'T0123ABCD', slackChannelId: 'C0456EFGH' },
      ],
    },
  },
  'settings',
);

const confirmed = (Endpoint: string) => ({ Endpoint, SubscriptionArn: `arn:aws:sns:eu-west-1:111122223333:topic:${Endpoint.length}` });
const pending = (Endpoint: string) => ({ Endpoint, SubscriptionArn: 'PendingConfirmation' });
const deleted = (Endpoint: string) => ({ Endpoint, SubscriptionArn: 'Deleted' });
const subscribed = (TopicArn: string, Subscriptions: ReturnType<typeof confirmed>[]) =>
  sns.on(ListSubscriptionsByTopicCommand, { TopicArn }).resolves({ Subscriptions });

const look = async () => {
  const audiences = await inspect({ sns: new SNSClient(), topics, notify });
  return Object.fromEntries(audiences.map(({ topic, ...counts }) => [topic, counts]));
};

beforeEach(() => {
  sns.reset();
  sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [] });
  subscribed('arn:email', [confirmed('oncall@example.com'), confirmed('security@example.com')]);
  subscribed('arn:pager', [confirmed('https://pager.example')]);
  subscribed('arn:chat', [confirmed('https://chat.example')]);
});

describe('a look at the subscriptions', () => {
  it('finds nothing to say where all that settings ask for are there', async () => {
    expect(await look()).toEqual({
      email: { confirmed: 2, pending: 0, missing: 0 },
      pager: { confirmed: 1, pending: 0, missing: 0 },
      chat: { confirmed: 1, pending: 0, missing: 0 },
      raw: { confirmed: 0, pending: 0, missing: 0 },
      health: { confirmed: 0, pending: 0, missing: 0 },
    });
  });

  it('tells one that nobody has confirmed from one that is there', async () => {
    subscribed('arn:email', [confirmed('oncall@example.com'), pending('security@example.com')]);
    expect((await look()).email).toEqual({ confirmed: 1, pending: 1, missing: 0 });
  });

  it.each([
    ['unsubscribed', [confirmed('oncall@example.com')]],
    ['is marked as deleted', [confirmed('oncall@example.com'), deleted('security@example.com')]],
    ['was replaced by somebody else', [confirmed('oncall@example.com'), confirmed('mallory@example.com')]],
  ])('misses a mailbox that %s', async (_, subscriptions) => {
    subscribed('arn:email', subscriptions);
    expect((await look()).email?.missing).toBe(1);
  });

  it('misses a pager and the chat', async () => {
    subscribed('arn:pager', []);
    subscribed('arn:chat', []);
    expect([(await look()).pager?.missing, (await look()).chat?.missing]).toEqual([1, 1]);
  });

  it('reads lists of several pages', async () => {
    sns
      .on(ListSubscriptionsByTopicCommand, { TopicArn: 'arn:raw' })
      .resolves({ Subscriptions: [confirmed('a')], NextToken: 'more' })
      .on(ListSubscriptionsByTopicCommand, { TopicArn: 'arn:raw', NextToken: 'more' })
      .resolves({ Subscriptions: [pending('b')] });
    expect((await look()).raw).toEqual({ confirmed: 1, pending: 1, missing: 0 });
  });
});
