import { type StateMachineDefinition as Machine, StateMachine } from 'aws-local-stepfunctions';
import * as z from 'zod';

export type { Machine };
export type Json = Parameters<StateMachine['run']>[0];

/** A state that calls a function, and the name of the function. */
export interface Task {
  readonly state: string;
  readonly function: string;
}

/** Calls the function of a state. */
export type Invoke = (task: Task, input: unknown) => Promise<Json>;

/** What is started. */
interface Starting {
  readonly machine: Machine;
  readonly invoke: Invoke;
  readonly name: string;
  readonly arn: string;
  readonly input: Json;
}

/** Where an execution is: a redrive goes on from there, with the same input. */
export interface Position {
  readonly state: string;
  readonly input: Json;
}

/** An execution that was started. */
export interface Execution {
  /** How it ended: SUCCEEDED, FAILED, TIMED_OUT or ABORTED. */
  readonly ended: Promise<string>;
  /** Ends it from outside. */
  readonly end: (status: 'ABORTED' | 'TIMED_OUT') => void;
  readonly at: () => Position;
}

const NAMES: Readonly<Record<string, string>> = { ExecutionAbortedError: 'ABORTED', ExecutionTimeoutError: 'TIMED_OUT' };

/** Starts a machine. Once it is over no function is begun, as on AWS; those that were begun go on. */
export function run({ machine, invoke, name, arn, input }: Starting): Execution {
  let status: string | undefined;
  let position: Position = { state: machine.StartAt, input };
  const isOver = () => status !== undefined;
  const handlers = tasksOf(machine).map((task) => [task.state, async (given: Json) => (isOver() ? never() : invoke(task, given))] as const);
  const runner = new StateMachine(machine, { validationOptions: { noValidate: true } });
  const { result, abort, eventLogs } = runner.run(input, {
    overrides: { taskResourceLocalHandlers: Object.fromEntries(handlers) },
    context: { Execution: { Id: arn, Name: name } },
  });
  (async () => {
    for await (const event of eventLogs) {
      if (event.type !== 'StateEntered' || isOver() || !(event.state.name in machine.States)) continue;
      position = { state: event.state.name, input: event.state.input };
    }
  })();
  const ended = result.then(
    () => (status ??= 'SUCCEEDED'),
    (error: Error) => (status ??= NAMES[error.name] ?? 'FAILED'),
  );
  const end = (how: 'ABORTED' | 'TIMED_OUT') => {
    status ??= how;
    abort();
  };
  return { ended, end, at: () => position };
}

const never = () => new Promise<never>(() => {});

const States = z.record(
  z.string(),
  z.looseObject({ Type: z.string(), Resource: z.string().default(''), ItemProcessor: z.looseObject({ States: z.unknown() }).optional() }),
);

/** All states that call a function, however deep. */
export function tasksOf(machine: { readonly States: unknown }): Task[] {
  return Object.entries(States.parse(machine.States)).flatMap(([state, { Type, Resource, ItemProcessor }]) => [
    ...(Type === 'Task' ? [{ state, function: Resource.split(':').at(-1) ?? '' }] : []),
    ...(ItemProcessor === undefined ? [] : tasksOf(ItemProcessor)),
  ]);
}
