import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { MACROS } from './macros.ts';

/** One DuckDB in memory that puts what does not fit into `scratch`. */
export interface Session {
  readonly connection: DuckDBConnection;
  /** A folder for files that nobody needs after `close`. */
  readonly scratch: string;
  /** Aborted where the work is to stop. */
  readonly signal: AbortSignal;
  readonly close: () => void;
}

/** Leaves room under 1 GB for what the JSON reader holds outside of this limit. */
const MEMORY_LIMIT = '600MB';

/** Opens a session; aborting the signal interrupts what it runs. */
export async function openSession(signal: AbortSignal): Promise<Session> {
  const scratch = mkdtempSync(join(tmpdir(), 'trailwarden-'));
  const threads = String(Math.min(8, availableParallelism()));
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY_LIMIT,
    threads,
    temp_directory: join(scratch, 'spill'),
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  const interrupt = () => connection.interrupt();
  signal.addEventListener('abort', interrupt);
  for (const statement of MACROS) await connection.run(statement);
  const close = () => {
    signal.removeEventListener('abort', interrupt);
    connection.closeSync();
    instance.closeSync();
    rmSync(scratch, { recursive: true, force: true });
  };
  return { connection, scratch, signal, close };
}
