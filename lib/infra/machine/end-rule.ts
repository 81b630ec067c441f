import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { letArrive } from '../arrivals.ts';
import { ruleRole } from '../rule-role.ts';

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
    const role = ruleRole(this, {
      description: 'Of EventBridge: starts the aftermath of an investigation',
      named: 'start',
      statement: startOf(aftermath),
    });
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
          roleArn: role.roleArn,
          deadLetterConfig: { arn: deadLetters.queueArn },
        },
      ],
    });
    letArrive(deadLetters, { sid: 'EndsArrive', service: 'events.amazonaws.com', from: rule.attrArn });
  }
}

const startOf = ({ stateMachineArn }: IStateMachine): PolicyStatement =>
  new PolicyStatement({ sid: 'StartAftermath', actions: ['states:StartExecution'], resources: [stateMachineArn] });
