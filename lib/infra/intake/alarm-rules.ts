import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EventRule } from '../../core/event-patterns.ts';
import { stateOf } from './rule-state.ts';

/** Which events start investigations, and where they go. */
export interface AlarmRulesProps {
  readonly rules: readonly EventRule[];
  /** A FIFO queue. */
  readonly alarms: IQueue;
  readonly deadLetters: IQueue;
}

/** One group, so that investigations start one after the other and their number can be known. */
const GROUP = 'alarms';

/** Rules on the default bus that put alarms of this Region, and what forwarders send from others, into the queue. */
export class AlarmRules extends Construct {
  constructor(scope: Construct, id: string, { rules, alarms, deadLetters }: AlarmRulesProps) {
    super(scope, id);
    const arns = rules.map((rule) => {
      const { attrArn } = new CfnRule(this, rule.id, {
        description: rule.description,
        eventPattern: rule.pattern,
        state: stateOf(rule),
        targets: [
          {
            id: 'alarms',
            arn: alarms.queueArn,
            sqsParameters: { messageGroupId: GROUP },
            deadLetterConfig: { arn: deadLetters.queueArn },
          },
        ],
      });
      return attrArn;
    });
    for (const queue of [alarms, deadLetters]) queue.addToResourcePolicy(sendFrom(queue, arns));
  }
}

/** Only these rules: EventBridge acts for whoever makes a rule, in any account. */
const sendFrom = (queue: IQueue, ruleArns: string[]): PolicyStatement =>
  new PolicyStatement({
    sid: 'AlarmsArrive',
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(queue).account }, ArnEquals: { 'aws:SourceArn': ruleArns } },
  });
