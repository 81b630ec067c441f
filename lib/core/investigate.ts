import { collectStatement, question, runbookOf } from './compose.ts';
import { conclude } from './conclude.ts';
import { messageOf } from './errors.ts';
import { followUp } from './follow-up.ts';
import type { Answer, Evidence, Grant, Question, Receipt } from './investigation.ts';
import type { KeptRounds } from './kept.ts';
import type { Plan } from './plan.ts';
import type { Access, Engine, Folder, Outbox, Trail } from './ports.ts';
import { jsonText } from './render/json.ts';
import type { Report } from './report.ts';
import type { Answered, Round } from './round.ts';
import type { Catalogue } from './runbook/runbook.ts';
import { timestamp } from './time.ts';

/** The world that an investigation runs in. */
export interface World {
  readonly catalogue: Catalogue;
  readonly trail: Trail;
  readonly engine: Engine;
  readonly access: Access;
  readonly outbox: Outbox;
  readonly folder: Folder;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What made the report: product, engine. */
  readonly versions: Readonly<Record<string, string>>;
  /** Stops the work between two steps; what was granted is revoked first. */
  readonly signal?: AbortSignal;
  /** Told at the start of each verb, for people who wait. */
  readonly tell?: (progress: string) => void;
}

/** The part of it that questions need. */
export type Questioning = Pick<World, 'catalogue' | 'engine' | 'signal' | 'tell'>;

/**
 * The whole story: settle, grant, collect, run, follow what was found once, revoke, publish. A query that fails costs its own answer; a
 * pass that fails costs its round; access is revoked whatever happens. Rejects only where the work was stopped, access was refused, the
 * folder could not be written, or people could not be told; in the last case the folder is whole all the same.
 */
export async function investigate(plan: Plan, world: World): Promise<Report> {
  const { trail, folder, catalogue, versions, now, signal, tell } = world;
  const began = now();
  await folder.put('plan.json', jsonText(plan));
  tell?.('settle: listing the log files');
  const coverage = await trail.inventory(plan);
  await folder.put('coverage.json', jsonText(coverage));
  signal?.throwIfAborted();
  const [outcome] = await Promise.allSettled([underAccess(plan, world)]);
  tell?.('revoke');
  const receipt = await revoke(plan, world);
  await folder.put('receipt.json', jsonText(receipt));
  if (outcome.status === 'rejected') throw receipt.gone ? outcome.reason : new Error(`${messageOf(outcome.reason)}; ${receipt.proof}`);
  signal?.throwIfAborted();
  const { grant, rounds } = outcome.value;
  await folder.put('rounds.json', jsonText(keptOf(rounds)));
  const report = conclude({ rounds, coverage, policies: grant.policies, receipt, catalogue, versions, seconds: (now() - began) / 1000 });
  await folder.put('report.json', jsonText(report));
  await publish(report, world);
  return report;
}

async function underAccess(plan: Plan, world: World): Promise<{ grant: Grant; rounds: Round[] }> {
  const grant = await world.access.grant(plan);
  const first = await investigateRound(plan, { grant, number: 1 }, world);
  const next = followUp(plan, first.answered, world.catalogue);
  if (next === undefined) return { grant, rounds: [first] };
  return { grant, rounds: [first, await investigateRound(next, { grant, number: 2 }, world)] };
}

async function investigateRound(plan: Plan, { grant, number }: { grant: Grant; number: number }, world: World): Promise<Round> {
  world.tell?.(`collect: one pass over the logs for ${plan.runbooks.map(({ id }) => id).join(', ')}`);
  const evidence = await collect(plan, grant, world);
  if ('failed' in evidence) return { plan, evidence, answered: [] };
  const answered = await askAll(plan, evidence, world);
  const suffix = number === 1 ? '' : `-${number}`;
  for (const { planned, answers } of answered) await world.folder.put(`answers/${planned.id}${suffix}.json`, jsonText(answers));
  return { plan, evidence, answered };
}

async function collect(plan: Plan, grant: Grant, { engine, catalogue, signal }: World): Promise<Round['evidence']> {
  signal?.throwIfAborted();
  try {
    return await engine.collect(plan, collectStatement(plan, catalogue), grant);
  } catch (thrown) {
    signal?.throwIfAborted();
    return { failed: messageOf(thrown) };
  }
}

/** Asks every step of every planned runbook of the evidence: the steps of one at the same time, as far as the engine can. */
export async function askAll(plan: Plan, evidence: Evidence, questioning: Questioning): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const planned of plan.runbooks) {
    questioning.tell?.(`run: ${planned.id}`);
    const runbook = runbookOf(planned, questioning.catalogue);
    const asked = runbook.steps.map((step) => ask(evidence, question(plan, planned, { runbook, step }), questioning));
    answered.push({ planned, answers: await whole(asked) });
  }
  return answered;
}

/** All answers, in order. Where one question was stopped, the others have come to their end before it is said. */
async function whole(asked: readonly Promise<Answer>[]): Promise<Answer[]> {
  await Promise.allSettled(asked);
  return Promise.all(asked);
}

async function ask(evidence: Evidence, asked: Question, { engine, signal }: Questioning): Promise<Answer> {
  signal?.throwIfAborted();
  try {
    return await engine.ask(evidence, asked);
  } catch (thrown) {
    signal?.throwIfAborted();
    return { kind: 'failed', step: asked.step, statement: asked.statement, reason: messageOf(thrown) };
  }
}

const keptOf = (rounds: readonly Round[]): KeptRounds => rounds.map(({ plan, evidence }) => ({ plan, evidence }));

/** A role that could not be taken away is something that the report has to say, not a reason to have none. */
async function revoke({ id, access: { deadline } }: Plan, { access, now }: World): Promise<Receipt> {
  try {
    return await access.revoke(id);
  } catch (thrown) {
    const proof = `Revoking failed (${messageOf(thrown)}); the role's own policies admit nothing after ${deadline}.`;
    return { kind: 'role', revoked: timestamp(now()), gone: false, proof };
  }
}

/** What was found must not be lost with a channel: the folder is sealed before it is said that telling failed. */
async function publish(report: Report, { outbox, folder, versions, signal, tell }: World): Promise<void> {
  signal?.throwIfAborted();
  tell?.('publish');
  const [told] = await Promise.allSettled([outbox.publish(report)]);
  signal?.throwIfAborted();
  await folder.seal(versions);
  if (told.status === 'rejected') throw new Error(`the report is in its folder, but telling people failed: ${messageOf(told.reason)}`);
}
