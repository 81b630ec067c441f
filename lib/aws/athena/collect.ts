import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { Evidence } from '../../core/investigation.ts';
import type { LogPass } from '../../core/log-pass.ts';
import { type Bound, bind, NO_VALUE } from '../../core/sql/parameters.ts';
import type { Statement } from '../../core/statement.ts';
import { ask } from './ask.ts';
import { underRole } from './interrupted-by.ts';
import { type Desk, runQuery } from './run-query.ts';
import { unloadStatement } from './tables.ts';

/** One pass: what it reads, what it keeps, and the number that it goes by. */
export interface Pass {
  readonly number: number;
  readonly logs: LogPass;
  readonly statement: Statement;
  /** The alarm's own events. */
  readonly eventIds: readonly string[];
}

/** The value of the evidence table's partition `pass`, and the folder of its files. What a failed attempt left is not cleaned up by Athena. */
export const passName = (number: number, attempt = 1): string => (attempt === 1 ? `pass-${number}` : `pass-${number}-${attempt}`);

/** Which pass evidence is of. Where it kept nothing, it has no file to tell. */
export const passOf = ({ files: [first = ''] }: Evidence, number: number): string =>
  /^evidence\/([^/]+)\//.exec(first)?.[1] ?? passName(number);

/** Makes one pass over the logs, or goes on with the one that was made already. Rejects with the reason where there is no evidence. */
export async function collect(desk: Desk, s3: S3Client, pass: Pass): Promise<Evidence> {
  const { number, logs } = pass;
  if (logs.files === 0) return { ...NOTHING, read: { files: 0, bytes: 0, seconds: 0 } };
  const folder = (attempt: number) => `evidence/${passName(number, attempt)}/`;
  const target = (attempt: number) => `s3://${desk.place.folder.bucket}/investigations/${desk.id}/${folder(attempt)}`;
  const ended = await runQuery(desk, {
    name: passName(number),
    statement: (attempt) => unloadStatement(desk.place, { statement: pass.statement, pass: logs, target: target(attempt) }),
  });
  if (ended.kind === 'failed') throw new Error(ended.reason);
  const files = await filesIn(desk, s3, folder(ended.attempt));
  const read = { files: logs.files, bytes: ended.bytes, seconds: ended.seconds };
  if (files.length === 0) return { ...NOTHING, read };
  return { files, read, problems: [], ...(await tallyOf(desk, passName(number, ended.attempt), pass.eventIds)) };
}

const NOTHING = { files: [], records: 0, problems: [], found: [], dataEvents: [] };

/** Names of the files that a pass wrote, relative to the investigation's folder. */
async function filesIn({ place, id }: Desk, s3: S3Client, folder: string): Promise<string[]> {
  const root = `investigations/${id}/`;
  const files: string[] = [];
  let next: string | undefined;
  do {
    const command = new ListObjectsV2Command({ Bucket: place.folder.bucket, Prefix: `${root}${folder}`, ContinuationToken: next });
    const { Contents = [], NextContinuationToken } = await underRole(s3.send(command));
    files.push(...Contents.flatMap(({ Key = '', Size = 0 }) => (Size > 0 ? Key.slice(root.length) : [])));
    next = NextContinuationToken;
  } while (next !== undefined);
  return files.toSorted();
}

/** Parameters may stand in a WHERE only, so what is found has a branch of its own. Source: Athena User Guide, "Use parameterized queries". */
const TALLY = `SELECT eventid AS found, CAST(NULL AS varchar) AS data_service, CAST(0 AS bigint) AS records
FROM evidence WHERE eventid IN (:eventId) GROUP BY eventid
UNION ALL
SELECT CAST(NULL AS varchar), CASE WHEN eventcategory = 'Data' THEN eventsource END, count(*)
FROM evidence GROUP BY 2`;

/** What evidence says of itself. */
async function tallyOf(desk: Desk, pass: string, eventIds: readonly string[]): Promise<Pick<Evidence, 'records' | 'found' | 'dataEvents'>> {
  const eventId: Bound = { kind: 'list', values: eventIds, none: NO_VALUE };
  const answer = await ask(desk, pass, { step: 'tally', statement: bind(TALLY, { eventId }), rowLimit: 10_000 });
  if (answer.kind === 'failed') throw new Error(`the evidence is there, but cannot be read: ${answer.reason}`);
  const texts = (column: number) => answer.rows.flatMap((row) => (typeof row[column] === 'string' ? row[column] : [])).toSorted();
  const records = answer.rows.reduce((sum, [, , count]) => sum + Number(count), 0);
  return { records, found: texts(0), dataEvents: texts(1) };
}
