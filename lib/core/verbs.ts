import { collectStatement, question, runbookOf } from './compose.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { Interrupted, messageOf } from './errors.ts';
import { followUp } from './follow-up.ts';
import type { Answer, Coverage, Evidence, Grant, Question, Receipt } from './investigation.ts';
import { FILES, type KeptEvidence, kept } from './kept.ts';
import type { Plan, PlannedRunbook } from './plan.ts';
import { deadlineFrom } from './plan-for.ts';
import { jsonText } from './render/json.ts';
import type { Report } from './report.ts';
import type { Answered } from './round.ts';
import type { Questioning, World } from './world.ts';

/** Lists the log files that the plan is about. */
export async function settle(plan: Plan, { trail, folder }: Pick<World, 'trail' | 'folder'>): Promise<Coverage> {
  const coverage = await trail.inventory(plan);
  await folder.put(FILES.coverage, jsonText(coverage));
  return coverage;
}

/** Opens access for the plan's minutes from now on. */
export async function grant(plan: Plan, { access, folder, now }: Pick<World, 'access' | 'folder' | 'now'>): Promise<Grant> {
  const { minutes } = plan.access;
  const granted = await access.grant({ ...plan, access: { minutes, deadline: deadlineFrom(now(), minutes) } });
  await folder.put(FILES.grant, jsonText(granted));
  return granted;
}

/** Makes one pass. One that fails is a result too: the report has to say so. What was only interrupted rejects. */
export async function collect(
  plan: Plan,
  { access, round }: { readonly access: Grant; readonly round: number },
  { engine, catalogue, folder, signal }: Questioning & Pick<World, 'folder'>,
): Promise<KeptEvidence> {
  const evidence = await answerOr<KeptEvidence>(
    signal,
    () => engine.collect(plan, collectStatement(plan, catalogue), access),
    (failed) => ({
      failed,
    }),
  );
  await folder.put(FILES.evidence(round), jsonText(evidence));
  return evidence;
}

/** Asks every planned runbook. */
export async function askAll(plan: Plan, evidence: Evidence, questioning: Questioning): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const planned of plan.runbooks) answered.push(await ask(plan, planned, { ...questioning, evidence }));
  return answered;
}

/** Asks the steps of one, at the same time as far as the engine can. A query that fails costs its own answer. */
async function ask(
  plan: Plan,
  planned: PlannedRunbook,
  { evidence, ...questioning }: Questioning & { readonly evidence: Evidence },
): Promise<Answered> {
  questioning.tell?.(`run: ${planned.id}`);
  const runbook = runbookOf(planned, questioning.catalogue);
  const asked = runbook.steps.map((step) => askOne(evidence, question(plan, planned, { runbook, step }), questioning));
  return { planned, answers: await whole(asked) };
}

/** Asks a runbook, and keeps its answers. */
export async function run(
  plan: Plan,
  planned: PlannedRunbook,
  world: Questioning & Pick<World, 'folder'> & { readonly evidence: Evidence; readonly round: number },
): Promise<Answered> {
  const answered = await ask(plan, planned, world);
  await world.folder.put(FILES.answers(planned.id, world.round), jsonText(answered.answers));
  return answered;
}

/** Plans the second round, where the answers of the first one lead to something new. */
export async function follow(
  plan: Plan,
  answered: readonly Answered[],
  { catalogue, folder }: Pick<World, 'catalogue' | 'folder'>,
): Promise<Plan | undefined> {
  const next = followUp(plan, answered, catalogue);
  if (next !== undefined) await folder.put(FILES.plan(2), jsonText(next));
  return next;
}

/**
 * Takes access away. It may be asked for again and again; the receipt of the time that did it stays, unless a later one found something
 * to take away once more.
 */
export async function revoke(
  id: string,
  { access, folder }: { readonly access: Pick<World['access'], 'revoke'>; readonly folder: World['folder'] },
): Promise<Receipt> {
  const receipt = await access.revoke(id);
  const earlier = await kept.receipt(folder);
  if (earlier?.gone === true && receipt.gone && receipt.granted === undefined) return earlier;
  await folder.put(FILES.receipt, jsonText(receipt));
  return receipt;
}

/** Concludes, tells people and ends the folder, which is whole even where telling them failed. */
export async function publish(
  conclusion: Conclusion,
  { folder, outbox, signal }: Pick<World, 'folder' | 'outbox' | 'signal'>,
): Promise<Report> {
  const report = conclude(conclusion);
  await folder.put(FILES.report, jsonText(report));
  signal?.throwIfAborted();
  const [told] = await Promise.allSettled([outbox.publish(report)]);
  signal?.throwIfAborted();
  await folder.seal(conclusion.versions);
  if (told.status === 'rejected') throw new Error(`the report is in its folder, but telling people failed: ${messageOf(told.reason)}`);
  return report;
}

const askOne = async (evidence: Evidence, asked: Question, { engine, signal }: Questioning): Promise<Answer> => {
  signal?.throwIfAborted();
  return answerOr<Answer>(
    signal,
    () => engine.ask(evidence, asked),
    (reason) => ({
      kind: 'failed',
      step: asked.step,
      statement: asked.statement,
      reason,
    }),
  );
};

/** What was answered, or what `otherwise` makes of the reason why not. What was stopped or interrupted rejects. */
async function answerOr<T>(signal: AbortSignal | undefined, answer: () => Promise<T>, otherwise: (reason: string) => T): Promise<T> {
  try {
    return await answer();
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof Interrupted) throw thrown;
    return otherwise(messageOf(thrown));
  }
}

/** All answers, in order. Where one question was stopped, the others have come to their end before it is said. */
async function whole(asked: readonly Promise<Answer>[]): Promise<Answer[]> {
  await Promise.allSettled(asked);
  return Promise.all(asked);
}
