import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence, Grant } from '../../core/investigation.ts';
import type { Plan } from '../../core/plan.ts';
import { mayRead } from '../../core/policy.ts';
import type { Engine } from '../../core/ports.ts';
import type { Statement } from '../../core/statement.ts';
import { type LogFile, listLogFiles } from '../log-files.ts';
import { ask } from './ask.ts';
import { collect, prepare, writeEvidence } from './collect.ts';
import { openSession, type Session } from './session.ts';

/** Where an engine reads and writes, and whom it tells how many bytes of how many are read. */
export interface EnginePaths {
  readonly logs: string;
  /** The investigation's folder: evidence goes to `evidence/` in it. */
  readonly evidence: string;
  readonly tell?: (done: number, all: number) => void;
}

/** Records up to which evidence is held in memory; above it each question reads the Parquet file. */
const IN_MEMORY = 100_000;

/** DuckDB in place of Athena: the same statements, over files of this machine. */
export async function duckdbEngine(
  paths: EnginePaths,
  signal: AbortSignal,
): Promise<Engine & { version: string; close: () => Promise<void> }> {
  const session = await openSession(signal);
  let loaded: Evidence | undefined;
  return {
    version: session.version,
    collect: (plan, statement, grant) => collectInto(session, { plan, statement, grant }, paths),
    ask: async (evidence, question) => {
      if (loaded !== evidence) await load(session, evidence, paths.evidence);
      loaded = evidence;
      return ask(session, question);
    },
    close: async () => session.close(),
  };
}

interface Collecting {
  readonly plan: Plan;
  readonly statement: Statement;
  readonly grant: Grant;
}

async function collectInto(
  session: Session,
  { plan, statement, grant }: Collecting,
  { logs, evidence, tell }: EnginePaths,
): Promise<Evidence> {
  const began = performance.now();
  const files = listLogFiles(logs, plan.reads).filter((file) => isAllowed(file, plan, grant));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  await prepare(session);
  const pass = await collect(session, statement, files, (done) => tell?.(done, bytes));
  const name = nextName(evidence);
  const records = await writeEvidence(session, join(evidence, name));
  const seen = await seenIn(session, plan);
  await session.connection.run('DROP TABLE kept');
  const read = { files: files.length, bytes, records: pass.records, seconds: (performance.now() - began) / 1000 };
  return { files: [name], records, read, problems: [...pass.problems], ...seen };
}

/** The reader keeps to the policy of the role that it stands for. Files of a flat folder have no place in a bucket to check. */
function isAllowed({ path, partition }: LogFile, { place: { logs } }: Plan, { policies }: Grant): boolean {
  if (partition === undefined) return true;
  const { account, region, day } = partition;
  const above = [logs.prefix, 'AWSLogs', logs.organization].filter((part) => part !== undefined && part !== '');
  return mayRead(policies, [...above, account, 'CloudTrail', region, day, path.split(/[/\\]/).at(-1)].join('/'));
}

function nextName(folder: string): string {
  mkdirSync(join(folder, 'evidence'), { recursive: true });
  let number = 1;
  while (existsSync(join(folder, `evidence/pass-${number}.parquet`))) number++;
  return `evidence/pass-${number}.parquet`;
}

async function seenIn({ connection }: Session, { eventIds }: Plan): Promise<Pick<Evidence, 'found' | 'dataEvents'>> {
  const texts = async (sql: string, values: string[] = []) =>
    (await connection.runAndReadAll(sql, values)).getRowsJson().map(([value]) => String(value));
  const ids = eventIds.map(() => '?').join(', ');
  const found = ids === '' ? [] : await texts(`SELECT DISTINCT eventid FROM kept WHERE eventid IN (${ids}) ORDER BY 1`, eventIds);
  const dataEvents = await texts(
    "SELECT DISTINCT eventsource FROM kept WHERE eventcategory = 'Data' AND eventsource IS NOT NULL ORDER BY 1",
  );
  return { found, dataEvents };
}

async function load({ connection }: Session, evidence: Evidence, folder: string): Promise<void> {
  const files = evidence.files.map((name) => `'${join(folder, name).replaceAll("'", "''")}'`).join(', ');
  const what = evidence.records > IN_MEMORY ? 'VIEW' : 'TABLE';
  await connection.run('DROP VIEW IF EXISTS evidence_view');
  await connection.run('DROP TABLE IF EXISTS evidence_table');
  await connection.run(`CREATE TEMP ${what} evidence_${what.toLowerCase()} AS SELECT * FROM read_parquet([${files}])`);
  await connection.run(`CREATE OR REPLACE TEMP VIEW evidence AS SELECT * FROM evidence_${what.toLowerCase()}`);
}
