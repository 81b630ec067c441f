import { onTestFinished } from 'vitest';
import { COLUMNS } from '../../../lib/core/cloudtrail.ts';
import type { Answer, Evidence } from '../../../lib/core/investigation.ts';
import type { Plan } from '../../../lib/core/plan.ts';
import { duckdbEngine } from '../../../lib/local/duckdb/engine.ts';
import { grantFor } from '../../contract/engine-port-contract.ts';
import { exampleReads, planWith } from '../../core/example-plan.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** What a pass over a folder kept, by event id, and what it said of the files. */
export interface Kept {
  readonly ids: readonly string[];
  readonly evidence: Evidence;
  readonly ask: (sql: string) => Promise<Answer>;
}

/** Keeps every record of a folder or file, whatever is in it, in the plan's accounts and Regions. */
export async function keepAll(logs: string, reads: Partial<Plan['reads']> = {}, folder = temporaryFolder()): Promise<Kept> {
  const engine = await duckdbEngine({ logs, evidence: folder }, new AbortController().signal);
  onTestFinished(engine.close);
  const plan = planWith({ reads: { ...exampleReads, accounts: 'all', regions: 'all', ...reads } });
  const statement = { sql: `SELECT ${COLUMNS.join(', ')} FROM logs WHERE true`, parameters: [] };
  const evidence = await engine.collect(plan, statement, grantFor(plan));
  const ask = (sql: string) => engine.ask(evidence, { step: 'step', statement: { sql, parameters: [] }, rowLimit: 10_000 });
  const answer = await ask('SELECT eventid FROM evidence ORDER BY eventid');
  return { evidence, ask, ids: answer.kind === 'rows' ? answer.rows.map(([id]) => String(id)) : [answer.reason] };
}
