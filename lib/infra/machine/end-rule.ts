import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

/** Which machine's ends start which. */
export interface EndRuleProps {
  readonly machine: IStateMachine;
  readonly aftermath: IStateMachine;
  readonly deadLetters: IQueue;
}

/** Starts the aftermath when an execution of the machine is over. EventBridge does its best to say so; the sweeper is there for the rest. */
export class EndRule extends Construct {
  constructor(scope: Construct, id: string, { machine, aftermath, deadLetters }: EndRuleProps) {
    super(scope, id);
    const rule = new CfnRule(this, 'Rule', {
      description: 'An investigation is over: revoke from outside',
      eventPattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [machine.stateMachineArn], status: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] },
      },
      targets: [
        {
          id: 'aftermath',
          arn: aftermath.stateMachineArn,
          roleArn: this.starter(aftermath).roleArn,
          deadLetterConfig: { arn: deadLetters.queueArn },
        },
      ],
    });
    deadLetters.addToResourcePolicy(
      new PolicyStatement({
        sid: 'EndsArrive',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [deadLetters.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
      }),
    );
  }

  /** The rule's own ARN can't stand here, since the rule needs the role first. */
  private starter({ stateMachineArn }: IStateMachine): Role {
    const stack = Stack.of(this);
    const rules = stack.formatArn({ service: 'events', resource: 'rule', resourceName: '*' });
    const start = new PolicyStatement({ sid: 'StartAftermath', actions: ['states:StartExecution'], resources: [stateMachineArn] });
    return new Role(this, 'Role', {
      description: 'Of EventBridge: starts the aftermath of an investigation',
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': rules } },
      }),
      inlinePolicies: { start: new PolicyDocument({ statements: [start] }) },
    });
  }
}
