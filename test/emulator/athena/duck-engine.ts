import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../../../lib/core/plan.ts';
import type { Statement } from '../../../lib/core/statement.ts';
import { quoted } from '../../../lib/local/duckdb/log-reader.ts';
import { openSession, type Session } from '../../../lib/local/duckdb/session.ts';
import { translate } from '../../../lib/local/duckdb/translate.ts';
import { athenaText, athenaType } from './athena-text.ts';
import { bindValues } from './bind-values.ts';
import { QueryFailure } from './query-failure.ts';
import type { Store } from './store.ts';
import { tableReads, tablesOf } from './table-reads.ts';
import { type Unload, unloadIn } from './unload.ts';
import { openView } from './views.ts';

/** What a query gave: rows, or files for an UNLOAD. */
export interface Outcome {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly scannedBytes: number;
}

/** A query as a client started it. */
export interface Query {
  readonly id: string;
  readonly sql: string;
  readonly values: readonly string[];
  readonly signal: AbortSignal;
  /** Bytes after which it is stopped. */
  readonly cutoff: number;
}

/** What the engine reads and writes. */
export interface Surroundings {
  readonly store: Store;
  readonly place: Pick<Place, 'database' | 'tables' | 'logs' | 'folder'>;
}

/** A query that read more than it may. */
export class CutOff extends Error {
  override readonly name = 'CutOff';
  readonly scannedBytes: number;

  constructor(scannedBytes: number) {
    super('Bytes scanned limit was exceeded');
    this.scannedBytes = scannedBytes;
  }
}

/** Runs one statement of Trino over the files of a store. */
export async function runInDuckdb({ sql, values, id, signal, cutoff }: Query, { store, place }: Surroundings): Promise<Outcome> {
  const unload = unloadIn(sql);
  const { sql: readable, reads } = tableReads(unload?.select ?? sql, tablesOf(place));
  const bound = bindValues(readable, values);
  const statement = { ...bound, sql: translate(bound.sql) };
  const session = await openSession(signal);
  try {
    let scannedBytes = 0;
    for (const read of reads) scannedBytes += await openView(session, store, read);
    if (scannedBytes > cutoff) throw new CutOff(scannedBytes);
    if (unload === undefined) return { ...(await select(session, statement)), scannedBytes };
    await write(session, store, { unload, statement, id });
    return { columns: [{ name: 'rows', type: 'bigint' }], rows: [], scannedBytes };
  } finally {
    session.close();
  }
}

async function select({ connection }: Session, { sql, parameters }: Statement): Promise<Omit<Outcome, 'scannedBytes'>> {
  const reader = await connection.runAndReadAll(sql, parameters);
  const types = reader.columnTypes().map(athenaType);
  return {
    columns: reader.columnNames().map((name, at) => ({ name, type: types[at] ?? 'varchar' })),
    rows: reader.getRows().map((row) => row.map(athenaText)),
  };
}

interface Writing {
  readonly unload: Unload;
  readonly statement: Statement;
  readonly id: string;
}

/** Athena writes as many files as it has writers, whose names have no ending; no row, no file. */
async function write({ connection, scratch }: Session, store: Store, { unload, statement, id }: Writing): Promise<void> {
  const { bucket, prefix } = unload;
  if ((await store.list(bucket, prefix)).length > 0) {
    throw new QueryFailure(`HIVE_PATH_ALREADY_EXISTS: Target directory for table already exists: s3://${bucket}/${prefix}`);
  }
  const all = join(scratch, 'all.parquet');
  await connection.run(`COPY (${statement.sql}) TO ${quoted(all)} (FORMAT parquet, COMPRESSION snappy)`, [...statement.parameters]);
  for (const part of [0, 1]) {
    const path = join(scratch, `part-${part}`);
    const rows = `SELECT * EXCLUDE (file_row_number) FROM read_parquet(${quoted(all)}, file_row_number = true) WHERE file_row_number % 2 = ${part}`;
    const copied = await connection.runAndReadAll(`COPY (${rows}) TO ${quoted(path)} (FORMAT parquet, COMPRESSION snappy)`);
    if (Number(copied.getRowsJson()[0]?.[0]) > 0) await store.put(bucket, `${prefix}${id}_${part}`, path);
  }
}

/** Writes a result as Athena does, for people who look into the folder; the clients of this emulator page through GetQueryResults. */
export async function keepResult(
  store: Store,
  { path, bucket, key, outcome }: { path: string; bucket: string; key: string; outcome: Outcome },
) {
  const line = (cells: readonly (string | null)[]) =>
    cells.map((cell) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',');
  writeFileSync(path, [outcome.columns.map(({ name }) => name), ...outcome.rows].map((cells) => `${line(cells)}\n`).join(''));
  await store.put(bucket, key, path);
}
