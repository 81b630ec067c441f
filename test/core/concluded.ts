import { type Conclusion, conclude } from '../../lib/core/conclude.ts';
import type { Answer, Cell } from '../../lib/core/investigation.ts';
import type { Round } from '../../lib/core/round.ts';
import { catalogue, coverage, evidence, plan, policies } from './fake-world.ts';

const statement = { sql: 'SELECT 1', parameters: [] };

/** What a step answered. */
export const rows = (step: string, columns: string[], cells: Cell[][], more: { truncated?: boolean; bytes?: number } = {}): Answer => ({
  kind: 'rows',
  step,
  statement,
  columns,
  rows: cells,
  truncated: more.truncated ?? false,
  bytes: more.bytes ?? 0,
  seconds: 0,
});
export const failed = (step: string, reason: string): Answer => ({ kind: 'failed', step, statement, reason });

/** A round in which the planned runbook gave these answers, with other parts replaced. */
export const roundWith = (answers: readonly Answer[] = [], parts: Partial<Round> = {}): Round => ({
  plan,
  evidence,
  answered: plan.runbooks.map((planned) => ({ planned, answers })),
  ...parts,
});

/** The report on an investigation of one round without answers, with parts replaced. */
export const reportOf = (parts: Partial<Conclusion> = {}) =>
  conclude({
    rounds: [roundWith()],
    coverage,
    policies,
    receipt: { kind: 'role', revoked: '2026-06-03T00:01:00Z', gone: true, proof: 'It is not listed.' },
    catalogue,
    versions: { trailwarden: '0.1.0' },
    seconds: 12,
    ...parts,
  });
