import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Permission } from './permission.ts';

const arnsOf = (topics: readonly ITopic[]): string[] => topics.map(({ topicArn }) => topicArn);

/** Publishing to these topics. SNS encrypts with the publisher's right to the key. Source: SNS Developer Guide, "Key management". */
export const tell = (topics: readonly ITopic[], key: IKey): Permission[] => [
  { sid: 'TellPeople', actions: ['sns:Publish'], resources: arnsOf(topics) },
  {
    sid: 'UseKeyOfTopics',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [key.keyArn],
    conditions: { StringLike: { 'kms:ViaService': 'sns.*' } },
  },
];

/** Seeing who subscribed to these topics and confirmed it. */
export const seeSubscriptions = (topics: readonly ITopic[]): Permission => ({
  sid: 'SeeSubscriptions',
  actions: ['sns:ListSubscriptionsByTopic'],
  resources: arnsOf(topics),
});
