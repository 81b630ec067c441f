import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '@duckdb/node-api';
import type { Evidence, Grant } from '../../core/investigation.ts';
import type { Plan } from '../../core/plan.ts';
import { mayRead } from '../../core/policy.ts';
import type { Engine } from '../../core/ports.ts';
import type { Statement } from '../../core/statement.ts';
import { type LogFile, listLogFiles } from '../log-files.ts';
import { collect } from './collect.ts';
import { openDesks } from './desks.ts';
import { openSession, type Session } from './session.ts';
import { seenIn, writeEvidence } from './write-evidence.ts';

/** Where an engine reads and writes, and whom it tells how many bytes of how many are read. */
export interface EnginePaths {
  readonly logs: string;
  /** The investigation's folder: evidence goes to `evidence/` in it. */
  readonly evidence: string;
  readonly tell?: (done: number, all: number) => void;
}

/** DuckDB in place of Athena: the same statements, over files of this machine. Passes and questions have sessions of their own. */
export async function duckdbEngine(
  paths: EnginePaths,
  signal: AbortSignal,
): Promise<Engine & { version: string; close: () => Promise<void> }> {
  let asked: { readonly evidence: Evidence; readonly desks: ReturnType<typeof openDesks> } | undefined;
  const close = async () => {
    const closing = asked;
    asked = undefined;
    await closing?.desks.close();
  };
  return {
    version: `DuckDB ${version()}`,
    collect: async (plan, statement, grant) => {
      const session = await openSession(signal);
      try {
        return await collectInto(session, { plan, statement, grant }, paths);
      } finally {
        session.close();
      }
    },
    ask: async (evidence, question) => {
      if (asked?.evidence === evidence) return asked.desks.ask(question);
      const closed = close();
      asked = { evidence, desks: openDesks(evidence, paths.evidence, signal) };
      // Both are waited for at once: an answer that fails while the old sessions close must not go unheard.
      const [answer] = await Promise.all([asked.desks.ask(question), closed]);
      return answer;
    },
    close,
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
  const passed = await collect(session, { statement, files, only: plan.reads, tell: (done) => tell?.(done, bytes) });
  const name = nextName(evidence);
  const path = join(evidence, name);
  const records = await writeEvidence(session, passed.parts, path);
  const seen = await seenIn(session, path, plan.eventIds);
  const read = { files: files.length, bytes, records: passed.records, seconds: (performance.now() - began) / 1000 };
  return { files: [name], records, read, problems: [...passed.problems], ...seen };
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
