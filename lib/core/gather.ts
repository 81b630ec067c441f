import * as z from 'zod';
import { question, runbookOf } from './compose.ts';
import type { Conclusion } from './conclude.ts';
import { unprovedReceipt } from './investigate.ts';
import type { Answer, Coverage, Receipt } from './investigation.ts';
import { type Kept, type KeptEvidence, kept, ROUNDS } from './kept.ts';
import type { Plan, PlannedRunbook } from './plan.ts';
import { rolePolicies } from './policy.ts';
import type { Answered, Round } from './round.ts';
import type { Catalogue } from './runbook/runbook.ts';
import { timestamp } from './time.ts';

/** A verb of the state machine, or a runbook, that ended before its work was done, and the name of its error. */
export const Unfinished = z.object({ state: z.string(), error: z.string() });
export type Unfinished = z.infer<typeof Unfinished>;

/** What is known besides the folder. `now` in milliseconds since 1970. */
interface Knowing {
  readonly catalogue: Catalogue;
  readonly unfinished: readonly Unfinished[];
  readonly now: number;
}

/** What stands in a folder, whole or not: where a verb left nothing, it says that and why. Undefined where nothing was ever planned. */
export async function gather(folder: Kept, knowing: Knowing): Promise<Omit<Conclusion, 'versions' | 'seconds'> | undefined> {
  const plan = await kept.plan(folder, 1);
  if (plan === undefined) return undefined;
  const grant = await kept.grant(folder);
  const receipt = (await kept.receipt(folder)) ?? receiptWithout(plan, grant !== undefined, knowing);
  const rounds: Round[] = [];
  for (const number of ROUNDS) {
    const planned = number === 1 ? plan : await kept.plan(folder, number);
    if (planned !== undefined) rounds.push(await roundIn(folder, { plan: planned, number }, knowing));
  }
  const { catalogue } = knowing;
  return {
    rounds,
    coverage: (await kept.coverage(folder)) ?? NOTHING_LISTED,
    policies: grant?.policies ?? rolePolicies(plan),
    receipt,
    catalogue,
  };
}

const NOTHING_LISTED: Coverage = { layout: 'partitioned', files: 0, bytes: 0, partitions: [], missing: [], newest: [] };

function receiptWithout({ alarm, access: { deadline } }: Plan, wasGranted: boolean, { now, unfinished }: Knowing): Receipt {
  if (wasGranted || !alarm.sample) return unprovedReceipt(reasonIn(unfinished, 'the investigation ended before'), { deadline, now });
  return { kind: 'role', revoked: timestamp(now), gone: true, proof: 'No role was created: the alarm is a sample that GuardDuty made up.' };
}

/** The runbooks of the first round that did answer. */
export async function answeredIn(folder: Kept, plan: Plan): Promise<Answered[]> {
  const all = await Promise.all(plan.runbooks.map(async (planned) => ({ planned, answers: await kept.answers(folder, planned.id, 1) })));
  return all.flatMap(({ planned, answers }) => (answers === undefined ? [] : [{ planned, answers }]));
}

async function roundIn(folder: Kept, { plan, number }: { plan: Plan; number: number }, knowing: Knowing): Promise<Round> {
  const evidence = (await kept.evidence(folder, number)) ?? noEvidence(plan, knowing);
  if ('failed' in evidence) return { plan, evidence, answered: [] };
  const answered = [];
  for (const planned of plan.runbooks) {
    const answers = await kept.answers(folder, planned.id, number);
    answered.push({ planned, answers: answers ?? unanswered(plan, planned, knowing) });
  }
  return { plan, evidence, answered };
}

function noEvidence({ alarm }: Plan, { unfinished }: Knowing): KeptEvidence {
  if (alarm.sample) return { failed: 'this is a sample finding, so no access was opened and no log was read' };
  return { failed: reasonIn(unfinished, 'the investigation ended before any log was read') };
}

/** What failed first is why all that comes after it is missing. */
const reasonIn = ([first]: readonly Unfinished[], otherwise: string): string =>
  first === undefined ? otherwise : `${first.state} ended with ${first.error}`;

function unanswered(plan: Plan, planned: PlannedRunbook, { catalogue, unfinished }: Knowing): Answer[] {
  const runbook = runbookOf(planned, catalogue);
  const own = unfinished.filter(({ state }) => state === planned.id);
  const reason = reasonIn([...own, ...unfinished], 'its run ended without an answer');
  return runbook.steps.map((step) => ({
    kind: 'failed',
    step: step.id,
    statement: question(plan, planned, { runbook, step }).statement,
    reason,
  }));
}
