import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, type IChainable, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

/** A machine and what it may call. */
export interface MachineProps {
  /** What its log is named for, beside the stack. */
  readonly name: string;
  readonly comment: string;
  readonly definition: IChainable;
  readonly timeout: Duration;
  readonly calls: readonly IFunction[];
  readonly logRetention: RetentionDays;
}

/** A state machine that logs what fails, without what its states hold. */
export function machineOf(scope: Construct, { name, comment, definition, timeout, calls, logRetention }: MachineProps): StateMachine {
  const machine = new StateMachine(scope, 'Machine', {
    comment,
    definitionBody: DefinitionBody.fromChainable(definition),
    timeout,
    role: roleFor(scope, calls).withoutPolicyUpdates(),
    tracingEnabled: true,
    logs: { destination: logGroupOf(scope, name, logRetention), level: LogLevel.ERROR, includeExecutionData: false },
  });
  acknowledge(machine, {
    'AwsSolutions-SF1': 'Errors are logged and the history of an execution has all its steps; a log of each would say the same once more',
  });
  return machine;
}

/**
 * The name is the stack's, since the log groups of machines under this prefix share one entry in a policy of CloudWatch Logs that an account
 * has room for a few of. Source: Step Functions Developer Guide, "Logging using CloudWatch Logs".
 */
const logGroupOf = (scope: Construct, name: string, retention: RetentionDays): LogGroup =>
  new LogGroup(scope, 'Logs', {
    logGroupName: `/aws/vendedlogs/states/${Stack.of(scope).stackName}-${name}`,
    retention,
    removalPolicy: RemovalPolicy.DESTROY,
  });

function roleFor(scope: Construct, calls: readonly IFunction[]): Role {
  const { account, region, partition } = Stack.of(scope);
  const statements = [
    new PolicyStatement({
      sid: 'CallFunctions',
      actions: ['lambda:InvokeFunction'],
      resources: calls.map(({ functionArn }) => functionArn),
    }),
    new PolicyStatement({ sid: 'DeliverLog', actions: DELIVER_LOG, resources: ['*'] }),
    new PolicyStatement({ sid: 'WriteTraces', actions: WRITE_TRACES, resources: ['*'] }),
  ];
  const role = new Role(scope, 'Role', {
    description: 'Of a state machine: calls its functions',
    // Only for machines of this account. Source: Step Functions Developer Guide, "Prevent cross-service confused deputy issue".
    assumedBy: new ServicePrincipal('states.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${partition}:states:${region}:${account}:stateMachine:*` },
      },
    }),
    inlinePolicies: { machine: new PolicyDocument({ statements }) },
  });
  acknowledge(role, { 'AwsSolutions-IAM5[Resource::*]': 'Neither deliveries of logs nor traces have resources to name' });
  return role;
}

const DELIVER_LOG = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];
const WRITE_TRACES = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'];
