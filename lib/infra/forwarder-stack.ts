import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { EventRule } from '../core/event-patterns.ts';
import { letArrive } from './arrivals.ts';
import { DeadLetters } from './dead-letters.ts';
import { stateOf } from './intake/rule-state.ts';
import { ruleRole } from './rule-role.ts';

/** What goes where. */
export interface ForwarderStackProps extends StackProps {
  readonly rules: readonly EventRule[];
  readonly homeRegion: string;
}

/** Sends alarms of one Region to the default bus of the home Region, where the same rules await them. */
export class ForwarderStack extends Stack {
  constructor(scope: Construct, id: string, { rules, homeRegion, ...props }: ForwarderStackProps) {
    super(scope, id, { description: `Trailwarden: sends alarms of this Region to ${homeRegion}`, ...props });
    const home = this.formatArn({ service: 'events', region: homeRegion, resource: 'event-bus', resourceName: 'default' });
    const { roleArn } = ruleRole(this, {
      description: 'Of EventBridge: sends alarms to the home Region',
      named: 'send',
      statement: new PolicyStatement({ sid: 'SendHome', actions: ['events:PutEvents'], resources: [home] }),
    });
    const { queue } = new DeadLetters(this, 'Undelivered');
    const arns = rules.map((rule) => {
      const { attrArn } = new CfnRule(this, rule.id, {
        description: rule.description,
        eventPattern: rule.pattern,
        state: stateOf(rule),
        targets: [{ id: 'home', arn: home, roleArn, deadLetterConfig: { arn: queue.queueArn } }],
      });
      return attrArn;
    });
    letArrive(queue, { sid: 'UndeliveredArrives', service: 'events.amazonaws.com', from: arns });
  }
}
