import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseQuery } from '../../../lib/core/sql/parse.ts';
import { invalid } from './athena-error.ts';
import { CutOff, keepResult, type Outcome, runInDuckdb, type Surroundings } from './duck-engine.ts';
import type { Fault, Faults } from './faults.ts';
import { unloadIn } from './unload.ts';

/** What a client said when it started a query. */
export interface Started {
  readonly sql: string;
  readonly values: readonly string[];
  readonly workgroup: string;
  readonly database: string | undefined;
  /** `s3://bucket/prefix/` */
  readonly location: string;
  readonly cutoff: number;
}

export type State = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** A query, from its start on. */
export interface Execution extends Started {
  readonly id: string;
  readonly submitted: number;
  readonly abort: AbortController;
  state: State;
  reason?: string;
  error?: { readonly ErrorCategory: number; readonly Retryable: boolean; readonly ErrorMessage: string };
  ended?: number;
  scannedBytes: number;
  outcome?: Outcome;
}

export const isOver = ({ state }: Execution): boolean => ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(state);

type End = Partial<Pick<Execution, 'reason' | 'error' | 'scannedBytes' | 'outcome'>>;

/** The first end counts. */
export function end(execution: Execution, state: State, how: End = {}): void {
  if (!isOver(execution)) Object.assign(execution, how, { state, ended: Date.now() });
}

/** Starts a query. What is no SQL is refused at once, as Athena does; all else shows while it runs. */
export function start(started: Started, surroundings: Surroundings, faults: Faults): { execution: Execution; done: Promise<void> } {
  const { problems } = parseQuery(selectOf(started.sql));
  if (problems[0] !== undefined) throw invalid(`line ${problems[0].line}:${problems[0].column}: ${problems[0].message}`, 'MALFORMED_QUERY');
  const abort = new AbortController();
  const execution: Execution = { ...started, id: randomUUID(), submitted: Date.now(), abort, state: 'QUEUED', scannedBytes: 0 };
  return { execution, done: run(execution, surroundings, faults) };
}

function selectOf(sql: string): string {
  try {
    return unloadIn(sql)?.select ?? sql;
  } catch (thrown) {
    throw invalid(String(thrown), 'MALFORMED_QUERY');
  }
}

async function run(execution: Execution, surroundings: Surroundings, faults: Faults): Promise<void> {
  const { sql: text, abort, cutoff } = execution;
  const wait = (milliseconds = 0) => pause(milliseconds, undefined, { signal: abort.signal }).catch(() => undefined);
  await wait(faults.take('queued', { text })?.milliseconds);
  if (isOver(execution)) return;
  execution.state = 'RUNNING';
  await wait(faults.take('slow', { text })?.milliseconds);
  const failed = faults.take('failed', { text });
  if (failed !== undefined) return fail(execution, failed);
  const cancelled = faults.take('cancelled', { text });
  if (cancelled !== undefined) return end(execution, 'CANCELLED', { reason: cancelled.reason });
  if (isOver(execution)) return;
  await work(execution, surroundings, faults.take('cutoff', { text }) === undefined ? cutoff : -1);
}

const fail = (
  execution: Execution,
  { reason, category, retryable }: Pick<Extract<Fault, { kind: 'failed' }>, 'reason' | 'category' | 'retryable'>,
) => end(execution, 'FAILED', { reason, error: { ErrorCategory: category, Retryable: retryable, ErrorMessage: reason } });

async function work(execution: Execution, surroundings: Surroundings, cutoff: number): Promise<void> {
  const { id, sql, values, abort } = execution;
  try {
    const outcome = await runInDuckdb({ id, sql, values, signal: abort.signal, cutoff }, surroundings);
    await keep(execution, outcome, surroundings);
    end(execution, 'SUCCEEDED', { outcome, scannedBytes: outcome.scannedBytes });
  } catch (thrown) {
    if (thrown instanceof CutOff) return end(execution, 'CANCELLED', { reason: thrown.message, scannedBytes: thrown.scannedBytes });
    fail(execution, { reason: thrown instanceof Error ? thrown.message : String(thrown), category: 2, retryable: false });
  }
}

async function keep({ id, location }: Execution, outcome: Outcome, { store }: Surroundings): Promise<void> {
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(location) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'athena-result-'));
  try {
    await keepResult(store, { path: join(folder, 'result.csv'), bucket, key: `${prefix}${id}.csv`, outcome });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
