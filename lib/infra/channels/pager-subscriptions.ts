import { SecretValue } from 'aws-cdk-lib';
import { CfnSubscription, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../../core/settings.ts';
import { letArrive } from '../arrivals.ts';
import { DeadLetters } from '../dead-letters.ts';
import { severitiesFrom } from './severities-from.ts';

/** Pagers, and the topic that wakes them. */
export interface PagerSubscriptionsProps {
  readonly topic: ITopic;
  readonly pagers: Settings['notify']['pagers'];
}

/** PagerDuty or Jira Service Management. Their address is a secret: CloudFormation reads it, and neither template nor output has it. */
export class PagerSubscriptions extends Construct {
  /** Where a page ends that a pager did not take. */
  readonly lost: IQueue;

  constructor(scope: Construct, id: string, { topic, pagers }: PagerSubscriptionsProps) {
    super(scope, id);
    this.lost = new DeadLetters(this, 'LostPages').queue;
    letArrive(this.lost, { sid: 'LostPagesArrive', service: 'sns.amazonaws.com', from: topic.topicArn });
    for (const { secret, minimumSeverity } of pagers) {
      new CfnSubscription(this, `Pager ${secret}`, {
        topicArn: topic.topicArn,
        protocol: 'https',
        endpoint: SecretValue.secretsManager(secret).unsafeUnwrap(),
        filterPolicy: severitiesFrom(minimumSeverity),
        redrivePolicy: { deadLetterTargetArn: this.lost.queueArn },
      });
    }
  }
}
