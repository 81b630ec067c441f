import { COLUMNS } from '../../core/cloudtrail.ts';
import type { Evidence } from '../../core/investigation.ts';
import { copyTo } from './copy-counted.ts';
import { pathList, RECORD_COLUMNS } from './log-reader.ts';
import type { Session } from './session.ts';

/** Records up to which evidence is sorted. Order is for people who open the file; a larger one is for queries only. */
const SORTED = 200_000;

/** What makes a record the same event: its id, or without one all that tells it from others. */
const EVENT = `md5_number(coalesce(eventid, concat_ws(' ', '-', requestid, eventtime, eventsource, eventname)))`;

/** Writes the parts of a pass into one Parquet file, each event once; resolves to the number of records. */
export async function writeEvidence(session: Session, parts: readonly string[], path: string): Promise<number> {
  const { connection } = session;
  const columns = COLUMNS.join(', ');
  await connection.run(`CREATE OR REPLACE TEMP TABLE no_records (${RECORD_COLUMNS})`);
  if (parts.length === 0) return copyTo(session, path, { sql: `SELECT ${columns} FROM no_records`, parameters: [] });
  const kept = `SELECT ${columns}, file_index * 1000000000000 + file_row_number AS place FROM read_parquet(${pathList(parts)})`;
  await connection.run(`CREATE OR REPLACE TEMP VIEW kept AS ${kept}`);
  // Ids first, without the records: an event stands twice only where a file does, and a window over whole records needs them in memory.
  const repeated = `SELECT ${EVENT} AS event, min(place) AS place FROM kept GROUP BY 1 HAVING count(*) > 1`;
  await connection.run(`CREATE OR REPLACE TEMP TABLE repeated AS ${repeated}`);
  const [row] = (await connection.runAndReadAll('SELECT count(*) FROM kept')).getRowsJson();
  const order = Number(row?.[0]) > SORTED ? '' : 'ORDER BY eventtime, eventid';
  const once = `FROM kept LEFT JOIN repeated ON ${EVENT} = event WHERE event IS NULL OR kept.place = repeated.place`;
  return copyTo(session, path, { sql: `SELECT ${columns} ${once} ${order}`, parameters: [] });
}

/** What evidence says of the alarm's own events and of data events. */
export async function seenIn(
  { connection }: Session,
  path: string,
  eventIds: readonly string[],
): Promise<Pick<Evidence, 'found' | 'dataEvents'>> {
  const texts = async (sql: string, values: string[] = []) =>
    (await connection.runAndReadAll(`SELECT DISTINCT ${sql} ORDER BY 1`, values)).getRowsJson().map(([value]) => String(value));
  const records = `read_parquet(${pathList([path])})`;
  const ids = eventIds.map(() => '?').join(', ');
  const found = ids === '' ? [] : await texts(`eventid FROM ${records} WHERE eventid IN (${ids})`, [...eventIds]);
  const dataEvents = await texts(`eventsource FROM ${records} WHERE eventcategory = 'Data' AND eventsource IS NOT NULL`);
  return { found, dataEvents };
}
