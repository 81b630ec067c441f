import { logForm } from '../../../lib/local/duckdb/log-form.ts';
import { asInAthena, pathList, quoted, RECORD_COLUMNS, readLogs } from '../../../lib/local/duckdb/log-reader.ts';
import type { Session } from '../../../lib/local/duckdb/session.ts';
import { QueryFailure } from './query-failure.ts';
import type { Store, StoredObject } from './store.ts';
import type { Table, TableRead } from './table-reads.ts';

/** Makes the view of one reading of a table; resolves to the bytes of the files that it reads. */
export async function openView({ connection }: Session, store: Store, { view, table, condition }: TableRead): Promise<number> {
  const objects = (await store.list(table.bucket, table.prefix)).filter(({ key }) => table.key.test(key));
  const wanted = await selected(connection, { objects, table, condition });
  const paths = await Promise.all(wanted.map(({ key }) => store.localPath(table.bucket, key)));
  await connection.run(`CREATE OR REPLACE TEMP TABLE no_records (${RECORD_COLUMNS})`);
  await connection.run(
    `CREATE TEMP VIEW ${view} AS ${paths.length === 0 ? 'SELECT * FROM no_records' : READERS[table.holds](paths, wanted)}`,
  );
  return wanted.reduce((sum, { bytes }) => sum + bytes, 0);
}

interface Selecting {
  readonly objects: readonly StoredObject[];
  readonly table: Table;
  readonly condition: string;
}

/** The condition speaks of partition columns only; a name of another column is unknown here, as it would not prune on Athena. */
async function selected(connection: Session['connection'], { objects, table, condition }: Selecting): Promise<readonly StoredObject[]> {
  const rows = objects.map(({ key }, at) => {
    const values = table.key.exec(key)?.groups ?? {};
    return `(${[String(at), ...table.partitions.map((name) => quoted(values[name] ?? ''))].join(', ')})`;
  });
  if (rows.length === 0) return [];
  const partitions = `(VALUES ${rows.join(', ')}) AS p(number, ${table.partitions.join(', ')})`;
  const found = await connection.runAndReadAll(`SELECT number FROM ${partitions} WHERE ${condition} ORDER BY number`);
  return found.getRowsJson().flatMap(([number]) => objects[Number(number)] ?? []);
}

const READERS: Readonly<Record<Table['holds'], (paths: readonly string[], objects: readonly StoredObject[]) => string>> = {
  evidence: (paths) => `SELECT * FROM read_parquet(${pathList(paths)})`,
  logs: (paths, objects) => {
    const forms = paths.map((path, at) => ({ path, ...logForm(path, objects[at]?.bytes ?? 0) }));
    const odd = forms.find(({ form }) => form !== 'records');
    if (odd !== undefined) throw new QueryFailure(`HIVE_BAD_DATA: ${odd.path} is no file that CloudTrail delivers`);
    return asInAthena(readLogs({ form: 'records', paths, largest: Math.max(...forms.map(({ size }) => size)) }));
  },
};
