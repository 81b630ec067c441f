import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Policy } from 'aws-cdk-lib/aws-iam';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { DutyRole } from '../functions/duty-role.ts';
import type { DutyRoles } from '../functions/duty-roles.ts';
import { argue, type Permission, statementsOf } from './permission.ts';

/**
 * The rights to the machine, in policies of their own: the machine needs its functions first, and they their roles. `grant` and `sweep`
 * ask whether an execution still runs; `start` starts them and counts those that run.
 */
export function allowExecutions(scope: Construct, machine: StateMachine, { grant, sweep, start }: DutyRoles['all']): void {
  const ask: Permission = { sid: 'AskExecutions', actions: ['states:DescribeExecution'], ...executionsOf(machine) };
  const run: Permission = {
    sid: 'StartExecutions',
    actions: ['states:StartExecution', 'states:ListExecutions'],
    resources: [machine.stateMachineArn],
  };
  const allow = (name: string, { role }: DutyRole, permissions: Permission[]) =>
    argue(new Policy(scope, name, { roles: [role], statements: statementsOf(permissions) }), permissions);
  allow('AskForGrant', grant, [ask]);
  allow('AskForSweep', sweep, [ask]);
  allow('StartAndAsk', start, [run, ask]);
}

/** Following investigations: which there are, and how far each has come. */
export const followExecutions = (machine: StateMachine): Permission[] => [
  { sid: 'ListExecutions', actions: ['states:ListExecutions'], resources: [machine.stateMachineArn] },
  { sid: 'FollowExecutions', actions: ['states:DescribeExecution', 'states:GetExecutionHistory'], ...executionsOf(machine) },
];

/** `arn:aws:states:<region>:<account>:execution:<machine>:*`. */
const executionsOf = (machine: StateMachine): Pick<Permission, 'resources' | 'wildcard'> => ({
  resources: [
    Stack.of(machine).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${machine.stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  ],
  wildcard: 'Executions of this one machine, whose names do not exist yet',
});
