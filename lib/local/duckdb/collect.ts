import { mkdtempSync } from 'node:fs';
import { basename, join } from 'node:path';
import { COLUMNS } from '../../core/cloudtrail.ts';
import { messageOf } from '../../core/errors.ts';
import type { FileProblem } from '../../core/investigation.ts';
import type { Statement } from '../../core/statement.ts';
import type { LogFile } from '../log-files.ts';
import { type LogForm, logForm } from './log-form.ts';
import { RECORD_COLUMNS, type Readable, readLogs } from './log-reader.ts';
import { salvage } from './salvage.ts';
import type { Session } from './session.ts';
import { translate } from './translate.ts';

/** What one pass over log files gave. */
export interface Pass {
  readonly records: number;
  readonly problems: readonly FileProblem[];
}

/** Compressed bytes that are read by one statement: a file that breaks it costs that much to read again. */
const BATCH_BYTES = 48 * 1024 * 1024;
const BATCH_FILES = 400;

/** Reads each file once and adds what the statement keeps to the table `kept`. A broken file is salvaged, and costs its batch a second reading. */
export async function collect(
  session: Session,
  statement: Statement,
  files: readonly LogFile[],
  tell: (done: number) => void,
): Promise<Pass> {
  const reading: Reading = { sql: `INSERT INTO kept ${translate(statement.sql)}`, statement, problems: [] };
  let [records, done] = [0, 0];
  for (const batch of batches(files)) {
    const ready = batch.form === 'other' ? takeApart(session, batch.paths, reading.problems) : { ...batch, form: batch.form };
    records += await readBatch(session, reading, ready);
    done += batch.bytes;
    tell(done);
  }
  return { records, problems: reading.problems };
}

interface Batch {
  readonly form: LogForm['form'];
  readonly paths: string[];
  bytes: number;
  largest: number;
}

function batches(files: readonly LogFile[]): Batch[] {
  const all: Batch[] = [];
  const open = new Map<LogForm['form'], Batch>();
  for (const { path, bytes } of files) {
    const { form, size } = logForm(path, bytes);
    let batch = open.get(form);
    if (batch === undefined || batch.bytes + bytes > BATCH_BYTES || batch.paths.length >= BATCH_FILES) {
      batch = { form, paths: [], bytes: 0, largest: 0 };
      open.set(form, batch);
      all.push(batch);
    }
    batch.paths.push(path);
    batch.bytes += bytes;
    batch.largest = Math.max(batch.largest, size);
  }
  return all;
}

interface Reading {
  readonly sql: string;
  readonly statement: Statement;
  readonly problems: FileProblem[];
}

/** DuckDB names the file that it cannot read; that one is taken apart, and the batch read again with what came of it. */
async function readBatch(session: Session, reading: Reading, batch: Readable): Promise<number> {
  let [left, records] = [batch, 0];
  while (left.paths.length > 0) {
    try {
      await session.connection.run(`CREATE OR REPLACE TEMP VIEW logs AS ${readLogs(left)}`);
      return records + (await session.counted(reading.sql, reading.statement.parameters));
    } catch (thrown) {
      const broken = left.paths.find((path) => messageOf(thrown).includes(path));
      if (broken === undefined) throw thrown;
      left = { ...left, paths: left.paths.filter((path) => path !== broken) };
      records += await readBatch(session, reading, takeApart(session, [broken], reading.problems));
    }
  }
  return records;
}

function takeApart({ scratch }: Session, broken: readonly string[], problems: FileProblem[]): Readable {
  const folder = mkdtempSync(join(scratch, 'salvaged-'));
  let largest = 0;
  const paths = broken.flatMap((path, index) => {
    const target = join(folder, `${index}-${basename(path, '.gz')}`);
    const { problem, records, lost, size } = salvage(path, target);
    if (problem !== undefined) problems.push({ file: path, problem, salvaged: records, lost });
    largest = Math.max(largest, size);
    return records === 0 ? [] : [target];
  });
  return { form: 'records', paths, largest };
}

/** Makes the table that a pass adds to. */
export async function prepare({ connection }: Session): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE kept (${RECORD_COLUMNS})`);
}

/** Writes what was kept to a Parquet file, each event id once, in order of time; resolves to the number of records. */
export async function writeEvidence({ connection }: Session, path: string): Promise<number> {
  const one = `coalesce(eventid, concat_ws(' ', '-', requestid, eventtime, eventsource, eventname))`;
  await connection.run(
    `COPY (SELECT ${COLUMNS.join(', ')} FROM kept QUALIFY row_number() OVER (PARTITION BY ${one} ORDER BY eventtime) = 1
      ORDER BY eventtime, eventid) TO '${path.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`,
  );
  const [row] = (await connection.runAndReadAll('SELECT count(*) FROM read_parquet(?)', [path])).getRowsJson();
  return Number(row?.[0]);
}
