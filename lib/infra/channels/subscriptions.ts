import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../../core/settings.ts';
import { PagerSubscriptions } from './pager-subscriptions.ts';
import { severitiesFrom } from './severities-from.ts';
import { SlackChannel } from './slack-channel.ts';
import type { Topics } from './topics.ts';

/** Who hears what. */
export interface SubscriptionsProps {
  readonly topics: Topics;
  readonly notify: Settings['notify'];
}

/** The people that settings name. E-mail addresses have to confirm a message that AWS sends them; pagers confirm by themselves. */
export class Subscriptions extends Construct {
  /** Where a page ends that a pager did not take; none without a pager. */
  readonly lostPages?: IQueue | undefined;

  constructor(scope: Construct, id: string, { topics, notify }: SubscriptionsProps) {
    super(scope, id);
    for (const { address, minimumSeverity } of notify.emails) {
      const mail = { protocol: 'email', endpoint: address } as const;
      new CfnSubscription(this, `Mail ${address}`, {
        ...mail,
        topicArn: topics.email.topicArn,
        filterPolicy: severitiesFrom(minimumSeverity),
      });
      new CfnSubscription(this, `Health ${address}`, { ...mail, topicArn: topics.health.topicArn });
    }
    const { pagers } = notify;
    this.lostPages = pagers.length === 0 ? undefined : new PagerSubscriptions(this, 'Pagers', { topic: topics.pager, pagers }).lost;
    for (const chat of notify.chats) new SlackChannel(this, `Slack ${chat.slackChannelId}`, { chat, topics: [topics.chat, topics.health] });
  }
}
