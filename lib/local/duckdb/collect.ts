import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../core/errors.ts';
import type { FileProblem } from '../../core/investigation.ts';
import type { Statement } from '../../core/statement.ts';
import type { LogFile } from '../log-files.ts';
import { type Batch, batchesOf } from './batches.ts';
import { copyCounted } from './copy-counted.ts';
import { asInAthena, literalPath, type Readable, readLogs, type Wanted } from './log-reader.ts';
import { salvage } from './salvage.ts';
import type { Session } from './session.ts';
import { translatedSelection } from './translation.ts';

/** What one pass is to read and what it keeps of it. */
export interface Pass {
  readonly statement: Statement;
  readonly files: readonly LogFile[];
  /** Accounts and Regions, for files that do not say whose records they hold. */
  readonly only: Wanted;
  /** Told how many bytes are read. */
  readonly tell: (done: number) => void;
}

/** What a pass gave: Parquet files of kept records in the session's scratch folder, in which an event may still stand twice. */
export interface Passed {
  readonly parts: readonly string[];
  readonly records: number;
  readonly problems: readonly FileProblem[];
}

interface Reading {
  readonly session: Session;
  readonly statement: Statement;
  readonly folder: string;
  readonly parts: string[];
  readonly problems: Map<string, FileProblem>;
  records: number;
}

/** Reads each file once. A broken file is salvaged, and costs its batch a second reading. */
export async function collect(session: Session, { statement, files, only, tell }: Pass): Promise<Passed> {
  const unreadable = files.flatMap(({ path, problem }) => (problem === undefined ? [] : [problemOf(path, problem)]));
  const reading: Reading = {
    session,
    statement: { ...statement, sql: asInAthena(await translatedSelection(statement.sql)) },
    folder: mkdtempSync(join(session.scratch, 'pass-')),
    parts: [],
    problems: new Map(unreadable.map((problem) => [problem.file, problem])),
    records: 0,
  };
  let done = 0;
  for (const batch of batchesOf(files.filter(({ problem }) => problem === undefined))) {
    await readBatch(reading, batch, batch.isPlaced ? undefined : only);
    done += batch.bytes;
    tell(done);
  }
  return { parts: reading.parts, records: reading.records, problems: [...reading.problems.values()] };
}

const problemOf = (file: string, problem: string): FileProblem => ({ file, problem, salvaged: 0, lost: 0 });

async function readBatch(reading: Reading, batch: Batch, only: Wanted | undefined): Promise<void> {
  const { form, paths, largest } = batch;
  if (form !== 'other') return readAll(reading, { form, paths, largest, only });
  for (const path of paths) await takeApart(reading, path, only);
}

/** Broken files in one batch after which the others are read one by one, so that none is read again and again. */
const MANY = 4;

/** DuckDB names the file that it cannot read; that one is taken apart, and the others are read again. */
async function readAll(reading: Reading, batch: Readable): Promise<void> {
  let left = batch.paths;
  for (let broken = 0; left.length > 0 && broken < MANY; broken++) {
    const path = await read(reading, { ...batch, paths: left });
    if (path === undefined) return;
    await takeApart(reading, path, batch.only);
    left = left.filter((other) => other !== path);
  }
  for (const path of left) {
    if ((await read(reading, { ...batch, paths: [path] })) !== undefined) await takeApart(reading, path, batch.only);
  }
}

/** Adds a part; resolves to the path of the file that does not let it, if there is one. */
async function read(reading: Reading, readable: Readable): Promise<string | undefined> {
  const { session, statement, folder, parts } = reading;
  session.signal.throwIfAborted();
  try {
    await session.connection.run(`CREATE OR REPLACE TEMP VIEW logs AS ${readLogs(readable)}`);
    const part = join(folder, `${parts.length}.parquet`);
    const { read: records, kept } = await copyCounted(session, part, statement);
    reading.records += records;
    if (kept > 0) parts.push(part);
    return undefined;
  } catch (thrown) {
    session.signal.throwIfAborted();
    const path = namedIn(messageOf(thrown), readable.paths);
    if (path === undefined) throw thrown;
    return path;
  }
}

/** The path that a message is about. One path may be the beginning or the end of another, and what follows it may quote a record. */
export function namedIn(message: string, paths: readonly string[]): string | undefined {
  const named = paths.flatMap((path) => {
    const at = [message.indexOf(path), message.indexOf(literalPath(path))].filter((index) => index >= 0);
    return at.length === 0 ? [] : [{ path, at: Math.min(...at) }];
  });
  return named.toSorted((a, b) => a.at - b.at || b.path.length - a.path.length)[0]?.path;
}

/** What is got out of a broken file is read once. Should DuckDB refuse that as well, the file is lost: it must not go round for ever. */
async function takeApart(reading: Reading, path: string, only: Wanted | undefined): Promise<void> {
  const { session, folder, problems } = reading;
  const target = join(folder, `${problems.size}-${reading.parts.length}.json`);
  const { problem, records, lost, largest } = await salvage(path, target, session.signal);
  if (problem !== undefined) problems.set(path, { file: path, problem, salvaged: records, lost });
  if (records === 0) return;
  const refused = await read(reading, { form: 'salvaged', paths: [target], largest, only });
  if (refused !== undefined) problems.set(path, { ...problemOf(path, 'its records cannot be read'), lost: lost + records });
}
