import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Statement } from '../../core/statement.ts';
import { quoted } from './log-reader.ts';
import type { Session } from './session.ts';

/** Records that a statement met, and those that it kept. */
export interface Counted {
  readonly read: number;
  readonly kept: number;
}

/** How much a thread holds before it writes: little, since a record of CloudTrail may be large. */
const PARQUET = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480, ROW_GROUP_SIZE_BYTES '32MB')";

/** Writes what a query gives to a Parquet file. `sql` is DuckDB's. */
export async function copyTo({ connection }: Session, path: string, { sql, parameters }: Statement): Promise<number> {
  const copied = await connection.runAndReadAll(`COPY (${sql}) TO ${quoted(path)} ${PARQUET}`, parameters);
  return Number(copied.getRowsJson()[0]?.[0]);
}

/** Does so with a profile: it costs nothing that can be measured, and is the only way to know how many records a filter let go. */
export async function copyCounted(session: Session, path: string, statement: Statement): Promise<Counted> {
  const profile = join(session.scratch, 'profile.json');
  await session.connection.run("SET enable_profiling = 'json'");
  await session.connection.run(`SET profiling_output = ${quoted(profile)}`);
  try {
    const kept = await copyTo(session, path, statement);
    return { kept, read: recordsOf(Operator.parse(JSON.parse(readFileSync(profile, 'utf8')))) };
  } finally {
    await session.connection.run('RESET enable_profiling');
  }
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

const COUNTED = ['UNNEST', 'TABLE_SCAN', 'READ_JSON'];

/** The operator nearest to the files gives records; above it filters have begun. */
function recordsOf(operator: Operator): number {
  if (operator.operator_type === 'UNNEST') return operator.operator_cardinality ?? 0;
  const below = operator.children.reduce((sum, child) => sum + recordsOf(child), 0);
  return below > 0 || !COUNTED.includes(operator.operator_type ?? '') ? below : (operator.operator_cardinality ?? 0);
}
