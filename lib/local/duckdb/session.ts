import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import * as z from 'zod';
import { MACROS } from './macros.ts';

/** One DuckDB in memory that puts what does not fit into `scratch`. */
export interface Session {
  readonly connection: DuckDBConnection;
  readonly version: string;
  /** A folder for files that nobody needs after `close`. */
  readonly scratch: string;
  /** Runs a statement and tells how many records its UNNEST or scan gave. */
  readonly counted: (sql: string, values: readonly (string | number)[]) => Promise<number>;
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
  const [row] = (await connection.runAndReadAll('SELECT version()')).getRowsJson();
  const close = () => {
    signal.removeEventListener('abort', interrupt);
    connection.closeSync();
    instance.closeSync();
    rmSync(scratch, { recursive: true, force: true });
  };
  const counted = async (sql: string, values: readonly (string | number)[]) => profiled({ connection, scratch }, sql, values);
  return { connection, version: `DuckDB ${String(row?.[0])}`, scratch, counted, close };
}

interface Operator {
  readonly operator_type?: string | undefined;
  readonly operator_cardinality?: number | undefined;
  readonly children: readonly Operator[];
}

const Operator: z.ZodType<Operator> = z.object({
  operator_type: z.string().optional(),
  operator_cardinality: z.number().optional(),
  get children() {
    return z.array(Operator);
  },
});

type Running = Pick<Session, 'connection' | 'scratch'>;

/** The profile costs nothing that can be measured, and is the only way to know how many records a filter let go. */
async function profiled({ connection, scratch }: Running, sql: string, values: readonly (string | number)[]): Promise<number> {
  const profile = join(scratch, 'profile.json');
  await connection.run("SET enable_profiling = 'json'");
  await connection.run(`SET profiling_output = '${profile.replaceAll("'", "''")}'`);
  try {
    await connection.run(sql, [...values]);
  } finally {
    await connection.run('RESET enable_profiling');
  }
  return recordsOf(Operator.parse(JSON.parse(readFileSync(profile, 'utf8'))));
}

const COUNTED = ['UNNEST', 'TABLE_SCAN', 'READ_JSON'];

/** The operator nearest to the files gives records; above it filters have begun. */
function recordsOf(operator: Operator): number {
  if (operator.operator_type === 'UNNEST') return operator.operator_cardinality ?? 0;
  const below = operator.children.reduce((sum, child) => sum + recordsOf(child), 0);
  return below > 0 || !COUNTED.includes(operator.operator_type ?? '') ? below : (operator.operator_cardinality ?? 0);
}
