import { AsyncLocalStorage } from 'node:async_hooks';
import { AthenaClient } from '@aws-sdk/client-athena';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import type { Context } from 'aws-lambda';
import { DUTIES } from '../../lib/infra/functions/duty.ts';
import type { Json, Task } from './execution.ts';
import type { Handler } from './functions.ts';
import type { Mishap } from './script.ts';

const CLIENTS = [IAMClient, AthenaClient, S3Client, SFNClient, SNSClient, STSClient];
/** After how many milliseconds Lambda ends each function. */
const LIVES: ReadonlyMap<string, number> = new Map(Object.entries(DUTIES).map(([name, { seconds }]) => [name, seconds * 1000]));

/** One invocation of a function, on its way through its calls to AWS. */
export interface Invocation {
  readonly mishaps: readonly Mishap[];
  /** When Lambda ends it at the latest, in milliseconds since 1970. */
  readonly ends: number;
  /** Ends it from outside, as Lambda does. */
  readonly die: (error: Error) => void;
  calls: number;
  dead: boolean;
}

/** What the world does to an invocation. */
export interface Fate {
  readonly now: () => number;
  /** The time that the network takes. */
  readonly latency: () => Promise<void>;
  readonly stall: () => Promise<void>;
  readonly end: (status: 'ABORTED' | 'TIMED_OUT') => void;
}

const current = new AsyncLocalStorage<Invocation>();

/** What invokes functions, and what goes wrong with them. */
interface Invoking {
  readonly fate: Fate;
  readonly mishaps: readonly Mishap[];
  readonly functions: Readonly<Record<string, Handler>>;
  /** Every invocation so far, by state. */
  readonly invoked: Map<string, Invocation[]>;
}

/** Invokes the function behind a state, as Lambda does: each invocation meets what is meant for it, and its answer is JSON. */
export const invoker =
  ({ fate, mishaps, functions, invoked }: Invoking, group = '') =>
  async (task: Task, input: unknown): Promise<Json> => {
    const [handler, life] = [functions[task.function], LIVES.get(task.function)];
    if (handler === undefined || life === undefined) throw new Error(`no function '${task.function}' stands behind ${task.state}`);
    const name = `${group}${task.state}`;
    const before = invoked.get(name) ?? [];
    const nth = before.length + 1;
    const { promise: death, reject: die } = Promise.withResolvers<never>();
    const own = mishaps.filter((mishap) => mishap.state === name && (mishap.nth === nth || mishap.nth === 'every'));
    const invocation = { mishaps: own, ends: fate.now() + life, die, calls: 0, dead: false };
    invoked.set(name, [...before, invocation]);
    const work = async () => {
      await meet(invocation, 'before', fate);
      const output = await handler(input, contextOf(invocation, fate));
      await meet(invocation, 'after', fate);
      return JSON.parse(JSON.stringify(output));
    };
    return Promise.race([current.run(invocation, work), death]);
  };

const contextOf = ({ ends }: Invocation, { now }: Fate): Context => ({ ...NO_CONTEXT, getRemainingTimeInMillis: () => ends - now() });

const NO_CONTEXT: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'function',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:function',
  memoryLimitInMB: '512',
  awsRequestId: '00000000-0000-4000-8000-000000000000',
  logGroupName: 'log',
  logStreamName: 'log',
  getRemainingTimeInMillis: () => 0,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

/**
 * What the machine itself fails with can be neither caught nor retried. Source: Step Functions Developer Guide, "Handling errors in Step
 * Functions workflows".
 */
export const FINAL: ReadonlySet<string> = new Set(['States.Runtime', 'States.DataLimitExceeded']);

/** An error as it comes from the state's resource, by its name. */
export const errorNamed = (name: string): Error =>
  Object.assign(new Error(`${name} on purpose`), { name }, FINAL.has(name) ? { isCatchable: false, isRetryable: false } : {});

/** Lets what goes wrong at this point happen. A dead function goes no further. */
export async function meet(invocation: Invocation, at: Mishap['at'], fate: Fate): Promise<void> {
  for (const mishap of invocation.mishaps) if (mishap.at === at) await HAPPENS[mishap.what]({ mishap, invocation, fate });
  if (fate.now() > invocation.ends) kill(invocation, 'Sandbox.Timedout');
  if (invocation.dead) await never();
}

interface Happening {
  readonly mishap: Mishap;
  readonly invocation: Invocation;
  readonly fate: Fate;
}

const HAPPENS: Readonly<Record<Mishap['what'], (happening: Happening) => Promise<void>>> = {
  throw: async ({ mishap }) => {
    throw errorNamed(mishap.error ?? 'Error');
  },
  // Thrown when the call is over, see `through`; where a whole function is meant, that is the same as to throw after it.
  lost: async ({ mishap }) => {
    if (typeof mishap.at !== 'number') throw errorNamed(mishap.error ?? 'Error');
  },
  kill: async ({ mishap, invocation }) => kill(invocation, mishap.error ?? 'Lambda.Unknown'),
  stall: async ({ fate }) => fate.stall(),
  ABORTED: async ({ fate }) => fate.end('ABORTED'),
  TIMED_OUT: async ({ fate }) => fate.end('TIMED_OUT'),
};

function kill(invocation: Invocation, error: string): void {
  invocation.dead = true;
  invocation.die(errorNamed(error));
}

const never = () => new Promise<never>(() => {});

/** Puts the network between every client and what answers it, until it is taken away. */
export function network(fate: Fate): () => void {
  const answers = CLIENTS.map((client) => [client, Reflect.get(client.prototype, 'send')] as const);
  for (const [client, answer] of answers) {
    Object.assign(client.prototype, {
      send(this: unknown, command: unknown) {
        return through(fate, () => Reflect.apply(answer, this, [command]));
      },
    });
  }
  return () => {
    for (const [client, answer] of answers) Object.assign(client.prototype, { send: answer });
  };
}

async function through(fate: Fate, call: () => Promise<unknown>): Promise<unknown> {
  const invocation = current.getStore();
  const nth = invocation === undefined ? 0 : ++invocation.calls;
  await fate.latency();
  if (invocation !== undefined) await meet(invocation, nth, fate);
  const [answer] = await Promise.allSettled([call()]);
  await fate.latency();
  const lost = invocation?.mishaps.find(({ at, what }) => at === nth && what === 'lost');
  if (lost !== undefined) throw errorNamed(lost.error ?? 'Error');
  if (invocation?.dead === true) await never();
  if (answer.status === 'rejected') throw answer.reason;
  return answer.value;
}
