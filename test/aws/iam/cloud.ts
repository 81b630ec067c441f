import { AthenaClient } from '@aws-sdk/client-athena';
import { IAMClient } from '@aws-sdk/client-iam';
import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn';
import type { Deployment } from '../../../lib/aws/deployment.ts';
import { examplePlace, planWith } from '../../core/example-plan.ts';
import { virtualTime } from '../../machine/virtual-time.ts';
import { type FakeAthenaOptions, fakeAthena } from './fake-athena.ts';
import { type FakeIamOptions, type FakeRole, fakeIam } from './fake-iam.ts';
import { on, standIn } from './stand-in.ts';

export const exampleDeployment: Deployment = {
  place: examplePlace,
  rolePath: '/trailwarden/example/',
  boundaryArn: 'arn:aws:iam::111122223333:policy/trailwarden-boundary',
  topics: { email: 'email', pager: 'pager', chat: 'chat', raw: 'raw', health: 'health' },
};
export const machineArn = 'arn:aws:states:eu-west-1:111122223333:stateMachine:investigations';
export const executionArn = (name: string): string => `arn:aws:states:eu-west-1:111122223333:execution:investigations:${name}`;

/** Noon of the day on which the access of the example's plan ends at 12:17. */
const NOON = Date.parse('2026-01-01T12:00:00Z');
export const plan = planWith({});
export const roleName = `tw-${plan.id}`;

interface CloudOptions {
  readonly start?: number;
  readonly iam?: Partial<FakeIamOptions>;
  readonly athena?: Partial<FakeAthenaOptions>;
}

/** IAM, Athena and Step Functions in memory and in virtual time, behind every client until `restore`. */
export function cloud({ start = NOON, iam: iamOptions, athena: athenaOptions }: CloudOptions = {}) {
  const time = virtualTime(start);
  const iam = fakeIam({ now: time.now, scope: exampleDeployment.rolePath, ...iamOptions });
  const athena = fakeAthena({ now: time.now, ...athenaOptions });
  /** Status of each execution by its ARN; those that are not there do not exist. */
  const executions = new Map([[executionArn(plan.id), 'RUNNING']]);
  const describe = async ({ executionArn: arn = '' }: { executionArn: string | undefined }) => {
    if (states.failure !== undefined) throw states.failure;
    const status = executions.get(arn);
    if (status === undefined) throw new ExecutionDoesNotExist({ message: `Execution Does Not Exist: '${arn}'`, $metadata: {} });
    return { status };
  };
  /** What Step Functions answers instead, where it fails. */
  const states: { failure?: Error } = {};
  const restores = [iam.connect(), athena.connect(), standIn(SFNClient, [on(DescribeExecutionCommand, describe)])];
  const clients = { iam: new IAMClient(), athena: new AthenaClient(), sfn: new SFNClient() };
  const restore = () => {
    for (const putBack of restores) putBack();
    time.uninstall();
  };
  return { time, iam, athena, states, executions, restore, world: { ...clients, deployment: exampleDeployment, machineArn } };
}
export type Cloud = ReturnType<typeof cloud>;

/** A role that nobody made as we do. */
export const foreignRole = (name: string, role: Partial<FakeRole> = {}): FakeRole => ({
  name,
  path: exampleDeployment.rolePath,
  id: `AROA${name}`,
  created: NOON,
  trust: '{}',
  tags: {},
  inline: new Map(),
  attached: new Set(),
  profiles: new Set(),
  ...role,
});
