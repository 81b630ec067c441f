import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  type ExecutionListItem,
  paginateListExecutions,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Load } from '../../core/intake/admission.ts';
import { HOUR } from '../../core/time.ts';
import { clock } from '../clock.ts';
import { executionArnOf } from '../execution-arn.ts';
import type { Intake } from './intake.ts';

type Executions = Pick<Intake, 'sfn' | 'machineArn' | 'recent'>;

/** Starts an execution; false where one of this name exists already, so that the alarm is not new. */
export async function startExecution(name: string, input: unknown, { sfn, machineArn, recent }: Executions): Promise<boolean> {
  try {
    await sfn.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input: JSON.stringify(input) }));
    recent.set(name, clock.now());
    return true;
  } catch (thrown) {
    // Names are free again after 90 days: Step Functions API Reference, StartExecution.
    if (thrown instanceof ExecutionAlreadyExists) return false;
    throw thrown;
  }
}

/** Those of the names that have run or do, in their order. */
export async function thoseThatRan(names: readonly string[], executions: Executions): Promise<string[]> {
  const ran = await Promise.all(names.map((name) => hasRun(name, executions)));
  return names.filter((_, index) => ran[index]);
}

async function hasRun(name: string, { sfn, machineArn }: Executions): Promise<boolean> {
  try {
    await sfn.send(new DescribeExecutionCommand({ executionArn: executionArnOf(machineArn, name) }));
    return true;
  } catch (thrown) {
    if (thrown instanceof ExecutionDoesNotExist) return false;
    throw thrown;
  }
}

/** How long a list may lag behind; Step Functions only says that it does ("eventually consistent", API Reference, ListExecutions). */
const LAG = 60_000;

/** What runs, and what started within the last hour. An execution that the list does not show yet is counted all the same. */
export async function loadOf(executions: Executions): Promise<Load> {
  const now = clock.now();
  const [running, lastHour] = await Promise.all([runningNow(executions), startedSince(now - HOUR, executions)]);
  const unseen = [...executions.recent].filter(([name, at]) => at > now - LAG && !lastHour.some((listed) => listed.name === name));
  return {
    running: new Set([...running, ...unseen.map(([name]) => name)]),
    started: new Map([...lastHour.map((listed): [string, number] => [listed.name ?? '', listed.startDate?.getTime() ?? now]), ...unseen]),
  };
}

async function runningNow({ sfn, machineArn }: Executions): Promise<string[]> {
  const names: string[] = [];
  for await (const { executions = [] } of paginateListExecutions(
    { client: sfn },
    { stateMachineArn: machineArn, statusFilter: 'RUNNING' },
  )) {
    names.push(...executions.flatMap(({ name }) => name ?? []));
  }
  return names;
}

/** The newest come first: Step Functions API Reference, ListExecutions. */
async function startedSince(from: number, { sfn, machineArn }: Executions): Promise<ExecutionListItem[]> {
  const found: ExecutionListItem[] = [];
  for await (const { executions = [] } of paginateListExecutions({ client: sfn }, { stateMachineArn: machineArn, maxResults: 1000 })) {
    const recent = executions.filter(({ startDate }) => startDate !== undefined && startDate.getTime() > from);
    found.push(...recent);
    if (recent.length < executions.length) break;
  }
  return found;
}
