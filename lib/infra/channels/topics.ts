import { AnyPrincipal, Effect, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** The topics, one for each form of message. `health` is about Trailwarden itself. */
export type Channel = 'email' | 'pager' | 'chat' | 'raw' | 'health';

/** The topic of each channel. */
export type Topics = Readonly<Record<Channel, Topic>>;

/** One topic per channel, because one message can't be a mail, a page and a post to a chat. */
export class ChannelTopics extends Construct {
  readonly all: Topics;

  constructor(scope: Construct, id: string, { key }: { readonly key: IKey }) {
    super(scope, id);
    const topic = (channel: Channel, displayName: string) => new Topic(this, channel, { displayName, masterKey: key, enforceSSL: true });
    this.all = {
      email: topic('email', 'Trailwarden'),
      pager: topic('pager', 'Trailwarden pager'),
      chat: topic('chat', 'Trailwarden chat'),
      raw: topic('raw', 'Trailwarden reports'),
      health: topic('health', 'Trailwarden health'),
    };
  }

  /** Shuts out everybody but `reporter`, and but `starter` where it says that alarms wait. */
  onlyFrom({ reporter, starter }: { readonly reporter: IRole; readonly starter: IRole }): void {
    const { email, pager, chat, raw, health } = this.all;
    for (const topic of [pager, health]) topic.addToResourcePolicy(onlyThem(topic, [reporter]));
    for (const topic of [email, chat, raw]) topic.addToResourcePolicy(onlyThem(topic, [reporter, starter]));
  }
}

/**
 * A message that people act on at night must be ours, whatever else IAM allows anybody. Services are no people: what one of them may
 * publish, an Allow of its own says.
 */
const onlyThem = ({ topicArn }: ITopic, roles: readonly IRole[]): PolicyStatement =>
  new PolicyStatement({
    sid: 'OnlyOursPublish',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['sns:Publish'],
    resources: [topicArn],
    conditions: {
      ArnNotEquals: { 'aws:PrincipalArn': roles.map(({ roleArn }) => roleArn) },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  });
