import {
  DescribeExecutionCommand,
  type ExecutionStatus,
  paginateListExecutions,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { timestamp } from '../../core/time.ts';
import { executionArnOf } from '../execution-arn.ts';
import { failureOf } from './history.ts';
import { permitted } from './refused.ts';

/** The state machine of a deployment. */
export interface DeployedMachine {
  readonly sfn: SFNClient;
  readonly machineArn: string;
}

const STATUSES = {
  RUNNING: 'running',
  PENDING_REDRIVE: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed-out',
  ABORTED: 'aborted',
} as const satisfies Record<ExecutionStatus, string>;
type Status = (typeof STATUSES)[ExecutionStatus];

/** Starts one; the same name with the same input is no error while it runs. */
export async function startExecution(id: string, input: string, { sfn, machineArn }: DeployedMachine): Promise<void> {
  await permitted('states:StartExecution', () => sfn.send(new StartExecutionCommand({ stateMachineArn: machineArn, name: id, input })));
}

/** Stops one. The rule on its end takes its role away. */
export async function stopExecution(id: string, cause: string, { sfn, machineArn }: DeployedMachine): Promise<void> {
  const command = new StopExecutionCommand({ executionArn: executionArnOf(machineArn, id), error: 'Stopped', cause: cause.slice(0, 1000) });
  await permitted('states:StopExecution', () => sfn.send(command));
}

/** How one is; undefined where there is none of that name, or none any more. */
export async function describeExecution(id: string, { sfn, machineArn }: DeployedMachine) {
  try {
    const executionArn = executionArnOf(machineArn, id);
    const {
      status = 'RUNNING',
      startDate,
      stopDate,
      error,
      cause,
    } = await permitted('states:DescribeExecution', () => sfn.send(new DescribeExecutionCommand({ executionArn })));
    const failure = failureOf(error, cause);
    return { ...seen({ name: id, status, startDate, stopDate }), ...(failure === '' ? {} : { failure }) };
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'ExecutionDoesNotExist') return undefined;
    throw thrown;
  }
}

/** The newest ones, as many as are asked for. */
export async function listExecutions({ most, status }: { most: number; status: Status | undefined }, { sfn, machineArn }: DeployedMachine) {
  const statusFilter = KEYS.find((key) => STATUSES[key] === status);
  const asked = { stateMachineArn: machineArn, maxResults: Math.min(most, 100), ...(statusFilter === undefined ? {} : { statusFilter }) };
  return permitted('states:ListExecutions', async () => {
    const executions: Seen[] = [];
    for await (const page of paginateListExecutions({ client: sfn }, asked)) {
      executions.push(...(page.executions ?? []).map(seen));
      if (executions.length >= most) break;
    }
    return executions.slice(0, most);
  });
}

const KEYS = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;

interface Seen {
  readonly id: string;
  readonly status: Status;
  readonly started: string;
  readonly ended?: string;
}

interface Shown {
  readonly name: string | undefined;
  readonly status: ExecutionStatus | undefined;
  readonly startDate: Date | undefined;
  readonly stopDate?: Date | undefined;
}

const seen = ({ name = '', status = 'RUNNING', startDate, stopDate }: Shown): Seen => ({
  id: name,
  status: STATUSES[status],
  started: timestamp(startDate?.getTime() ?? 0),
  ...(stopDate === undefined ? {} : { ended: timestamp(stopDate.getTime()) }),
});
