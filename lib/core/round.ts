import type { Answer, Evidence } from './investigation.ts';
import type { Plan, PlannedRunbook } from './plan.ts';

/** One runbook's answers. */
export interface Answered {
  readonly planned: PlannedRunbook;
  readonly answers: readonly Answer[];
}

/** What one round found: its evidence, or why there is none, and the answers of its runbooks. */
export interface Round {
  readonly plan: Plan;
  readonly evidence: Evidence | { readonly failed: string };
  readonly answered: readonly Answered[];
}
