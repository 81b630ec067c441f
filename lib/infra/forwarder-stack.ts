import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { EventRule } from '../core/event-patterns.ts';
import { DeadLetters } from './dead-letters.ts';
import { stateOf } from './intake/rule-state.ts';

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
    const { roleArn } = senderTo(this, home);
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
    queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'UndeliveredArrives',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': arns } },
      }),
    );
  }
}

/** The rules need the role first, so it says which account they are of and no more. */
function senderTo(stack: Stack, home: string): Role {
  const rules = stack.formatArn({ service: 'events', resource: 'rule', resourceName: '*' });
  const send = new PolicyStatement({ sid: 'SendHome', actions: ['events:PutEvents'], resources: [home] });
  return new Role(stack, 'Role', {
    description: 'Of EventBridge: sends alarms to the home Region',
    assumedBy: new ServicePrincipal('events.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': rules } },
    }),
    inlinePolicies: { send: new PolicyDocument({ statements: [send] }) },
  });
}
