import { conclude } from './conclude.ts';
import { InputError } from './errors.ts';
import { askAll, type Questioning, type Round } from './investigate.ts';
import type { Coverage, Evidence, Receipt, RolePolicies } from './investigation.ts';
import type { Plan } from './plan.ts';
import type { Report } from './report.ts';
import { findRunbook } from './runbook/catalogue.ts';

/** What a finished investigation left. */
export interface KeptInvestigation {
  readonly rounds: readonly { readonly plan: Plan; readonly evidence: Evidence }[];
  readonly coverage: Coverage;
  readonly policies: RolePolicies;
  readonly receipt: Receipt;
}

/** How to ask again: only some runbooks, or all that ran; `now` in milliseconds since 1970. */
export interface Asking extends Questioning {
  readonly only: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
  readonly now: () => number;
}

/** Asks kept evidence again, with the runbooks as they are now. No log is read, no access opened. */
export async function replay(kept: KeptInvestigation, asking: Asking): Promise<Report> {
  const { only, catalogue, versions, now } = asking;
  const began = now();
  if (kept.rounds.length === 0) throw new InputError('this investigation could not read the logs, so it kept no evidence; run it again');
  for (const id of only) mustHaveRun(findRunbook(catalogue, id).id, kept);
  const rounds: Round[] = [];
  for (const { plan, evidence } of kept.rounds) {
    const runbooks = plan.runbooks.filter(({ id }) => catalogue.has(id) && (only.length === 0 || only.includes(id)));
    const narrowed = { ...plan, runbooks };
    rounds.push({ plan: narrowed, evidence, answered: await askAll(narrowed, evidence, asking) });
  }
  const { coverage, policies, receipt } = kept;
  return conclude({ rounds, coverage, policies, receipt, catalogue, versions, seconds: (now() - began) / 1000 });
}

/** Evidence holds what the runbooks that ran had in their scopes; another one would look at a part and call it the whole. */
function mustHaveRun(id: string, { rounds }: KeptInvestigation): void {
  const ran = new Set(rounds.flatMap(({ plan }) => plan.runbooks.map((planned) => planned.id)));
  if (ran.has(id)) return;
  throw new InputError(`'${id}' did not run in this investigation, so its records were not kept; kept are: ${[...ran].join(', ')}`);
}
