import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  ListExecutionsCommand,
  type ListExecutionsCommandInput,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';

interface Execution {
  readonly name: string;
  readonly input: string;
  readonly began: number;
  readonly ends: number;
}

/** How the fake behaves: how long an execution takes, and how long lists take to show a new one, in milliseconds. */
interface Behaviour {
  readonly now: () => number;
  readonly duration: () => number;
  readonly lag?: number;
  /** Called before an execution begins; throws what StartExecution throws. */
  readonly onStart?: (name: string) => void;
}

const $metadata = {};

/** One state machine in memory, behind every SFNClient until `restore`. It keeps the most that ever ran at the same time. */
export function fakeStepFunctions({ now, duration, lag = 0, onStart }: Behaviour) {
  const executions = new Map<string, Execution>();
  const sfn = mockClient(SFNClient);
  const isRunning = ({ ends }: Execution) => ends > now();
  const busiest = { running: 0 };
  sfn.on(StartExecutionCommand).callsFake(({ name, input }) => {
    onStart?.(name);
    const existing = executions.get(name);
    // Idempotent while it runs with the same input, refused otherwise: Step Functions API Reference, StartExecution.
    if (existing !== undefined && (!isRunning(existing) || existing.input !== input))
      throw new ExecutionAlreadyExists({ message: name, $metadata });
    if (existing === undefined) executions.set(name, { name, input, began: now(), ends: now() + duration() });
    busiest.running = Math.max(busiest.running, [...executions.values()].filter(isRunning).length);
    return { executionArn: name };
  });
  sfn.on(DescribeExecutionCommand).callsFake(({ executionArn }) => {
    const found = executions.get(executionArn.split(':').at(-1));
    if (found === undefined) throw new ExecutionDoesNotExist({ message: executionArn, $metadata });
    return { status: isRunning(found) ? 'RUNNING' : 'SUCCEEDED' };
  });
  sfn.on(ListExecutionsCommand).callsFake(({ statusFilter, maxResults = 100, nextToken = '0' }: ListExecutionsCommandInput) => {
    const visible = [...executions.values()].filter((one) => one.began <= now() - lag && (statusFilter === undefined || isRunning(one)));
    const from = Number(nextToken);
    const page = visible.toSorted((a, b) => b.began - a.began).slice(from, from + maxResults);
    const more = from + page.length < visible.length ? { nextToken: `${from + page.length}` } : {};
    return { executions: page.map(({ name, began }) => ({ name, startDate: new Date(began) })), ...more };
  });
  return { executions, busiest, client: sfn, restore: () => sfn.restore() };
}
