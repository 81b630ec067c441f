import { paginateListSubscriptionsByTopic, type SNSClient, type Subscription } from '@aws-sdk/client-sns';
import type { Settings } from '../core/settings.ts';
import type { Deployment } from './deployment.ts';

type Topic = keyof Deployment['topics'];

/** Who would get a message of one topic. */
export interface Audience {
  readonly topic: Topic;
  readonly confirmed: number;
  /** Asked, and has not answered yet; Amazon SNS forgets them after two days. */
  readonly pending: number;
  /** That settings ask for and the topic does not have: somebody unsubscribed, or never confirmed. */
  readonly missing: number;
}

/** How many of those that settings ask for a topic lacks. */
const LACKING: Readonly<Record<Topic, (endpoints: readonly string[], notify: Settings['notify']) => number>> = {
  email: (endpoints, { emails }) => {
    const known = new Set(endpoints.map((endpoint) => endpoint.toLowerCase()));
    return emails.filter(({ address }) => !known.has(address.toLowerCase())).length;
  },
  // Their addresses are secrets, so they are only counted.
  pager: (endpoints, { pagers }) => Math.max(0, pagers.length - endpoints.length),
  // Amazon Q subscribes once to a topic, for all of its channels.
  chat: (endpoints, { chats }) => (chats.length > 0 && endpoints.length === 0 ? 1 : 0),
  raw: () => 0,
  health: () => 0,
};

/** Looks at who is subscribed to each topic: a subscription that nobody confirmed, or that one click in a mail ended, tells nobody. */
export async function inspect({
  sns,
  topics,
  notify,
}: {
  readonly sns: SNSClient;
  readonly topics: Deployment['topics'];
  readonly notify: Settings['notify'];
}): Promise<Audience[]> {
  const names: readonly Topic[] = ['email', 'pager', 'chat', 'raw', 'health'];
  return await Promise.all(names.map(async (topic) => audienceOf(topic, await subscriptionsOf(sns, topics[topic]), notify)));
}

async function subscriptionsOf(sns: SNSClient, TopicArn: string): Promise<Subscription[]> {
  const all: Subscription[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client: sns }, { TopicArn })) all.push(...Subscriptions);
  return all;
}

/** In place of an ARN a subscription that is none yet has `PendingConfirmation`, and one that is none any more `Deleted`. */
function audienceOf(topic: Topic, subscriptions: readonly Subscription[], notify: Settings['notify']): Audience {
  const confirmed = subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn?.startsWith('arn:'));
  const pending = subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation');
  const endpoints = [...confirmed, ...pending].flatMap(({ Endpoint }) => Endpoint ?? []);
  return { topic, confirmed: confirmed.length, pending: pending.length, missing: LACKING[topic](endpoints, notify) };
}
