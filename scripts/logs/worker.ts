import { parentPort, workerData } from 'node:worker_threads';
import type { LogOptions } from './plan-files.ts';
import { type Part, writeShare } from './write-share.ts';

/** What the main thread hands to each worker. */
export interface Task {
  readonly options: LogOptions;
  readonly part: Part;
}

const { options, part }: Task = workerData;
parentPort?.postMessage(await writeShare(options, part));
