import { conclude } from './conclude.ts';
import { InputError } from './errors.ts';
import type { Coverage, Receipt, RolePolicies } from './investigation.ts';
import type { KeptEvidence } from './kept.ts';
import type { Plan } from './plan.ts';
import { plannedRunbook } from './plan-for.ts';
import type { Report } from './report.ts';
import type { Round } from './round.ts';
import { findRunbook } from './runbook/catalogue.ts';
import { askAll } from './verbs.ts';
import type { Questioning } from './world.ts';

/** What a finished investigation left. */
export interface KeptInvestigation {
  readonly rounds: readonly { readonly plan: Plan; readonly evidence: KeptEvidence }[];
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
  if (kept.rounds.every(({ evidence }) => 'failed' in evidence)) {
    throw new InputError('this investigation could not read the logs, so it kept no evidence; run it again');
  }
  for (const id of only) mustHaveRun(findRunbook(catalogue, id).id, kept);
  const rounds: Round[] = [];
  for (const { plan, evidence } of kept.rounds) {
    const current = asItIsNow(plan, asking);
    rounds.push({ plan: current, evidence, answered: 'failed' in evidence ? [] : await askAll(current, evidence, asking) });
  }
  const { coverage, policies, receipt } = kept;
  const report = conclude({ rounds, coverage, policies, receipt, catalogue, versions, seconds: (now() - began) / 1000 });
  return { ...report, unknown: [...report.unknown, ...changed(kept, rounds)] };
}

/** The plan with its runbooks as the catalogue has them. Their baselines stay: evidence goes no further back. */
function asItIsNow(plan: Plan, { only, catalogue }: Asking): Plan {
  const wanted = plan.runbooks.filter(({ id }) => only.length === 0 || only.includes(id));
  const runbooks = wanted.flatMap((planned) => {
    const runbook = catalogue.get(planned.id);
    if (runbook === undefined) return [];
    const { because, parameters, baselineFrom } = planned;
    return [{ ...plannedRunbook({ runbook, because }, parameters, plan.window), baselineFrom }];
  });
  const gone = wanted.filter(({ id }) => !catalogue.has(id)).map(({ id, title }) => ({ id, title, reason: 'it no longer exists' }));
  return { ...plan, runbooks, skipped: [...plan.skipped, ...gone] };
}

/** Says which runbooks are others than those for which the logs were read. */
function changed({ rounds: kept }: KeptInvestigation, rounds: readonly Round[]): string[] {
  const before = new Set(kept.flatMap(({ plan }) => plan.runbooks.map(({ id, sha256 }) => `${id} ${sha256}`)));
  const now = rounds.flatMap(({ plan }) => plan.runbooks.filter(({ id, sha256 }) => !before.has(`${id} ${sha256}`)));
  return [...new Set(now.map(({ id }) => id))].map(
    (id) => `${id} has changed since the logs were read: what only its new scope takes in was not kept.`,
  );
}

/** Evidence holds what the runbooks that ran had in their scopes; another one would look at a part and call it the whole. */
function mustHaveRun(id: string, { rounds }: KeptInvestigation): void {
  const ran = new Set(rounds.flatMap(({ plan }) => plan.runbooks.map((planned) => planned.id)));
  if (ran.has(id)) return;
  throw new InputError(`'${id}' did not run in this investigation, so its records were not kept; kept are: ${[...ran].join(', ')}`);
}
