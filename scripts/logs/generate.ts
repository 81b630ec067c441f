import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ACCOUNTS, type LogOptions } from './plan-files.ts';
import { leaked } from './population.ts';
import type { Task } from './worker.ts';
import { NOTHING, plus, type Tally } from './write-share.ts';

/** What was written, and what an investigation of it starts from: the leaked key, its user, the address, and the seconds of its use. */
export interface Generated extends Tally {
  readonly account: string;
  readonly key: string;
  readonly principal: string;
  readonly ip: string;
}

/** Writes a copy of a trail's bucket of any size: file by file, on every core, the same files for the same options. */
export async function generateLogs(options: LogOptions): Promise<Generated> {
  const of = availableParallelism();
  const tallies = await Promise.all(Array.from({ length: of }, (_, index) => share({ options, part: { index, of } })));
  const account = ACCOUNTS[0][0];
  const { user, key, ip } = leaked(options.seed, account);
  return { ...tallies.reduce(plus, NOTHING), account, key, principal: user.name, ip };
}

async function share(task: Task): Promise<Tally> {
  const [tally]: Tally[] = await once(new Worker(new URL('./worker.ts', import.meta.url), { workerData: task }), 'message');
  if (tally === undefined) throw new Error(`worker ${task.part.index} of ${task.part.of} ended without a result`);
  return tally;
}
