import { collectStatement, question, runbookOf } from './compose.ts';
import { conclude } from './conclude.ts';
import { messageOf } from './errors.ts';
import type { Answered } from './follow-up.ts';
import { followUp } from './follow-up.ts';
import type { Answer, Evidence, Grant } from './investigation.ts';
import type { KeptRounds } from './kept.ts';
import type { Plan } from './plan.ts';
import type { Access, Engine, Folder, Outbox, Trail } from './ports.ts';
import { jsonText } from './render/json.ts';
import type { Report } from './report.ts';
import type { Catalogue } from './runbook/runbook.ts';

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

/** What one round found: its evidence, or why there is none, and the answers of its runbooks. */
export interface Round {
  readonly plan: Plan;
  readonly evidence: Evidence | { readonly failed: string };
  readonly answered: readonly Answered[];
}

/**
 * The whole story: settle, grant, collect, run, follow what was found once, revoke, publish. A query that fails costs its own answer; a
 * pass that fails costs its round; access is revoked whatever happens. Rejects only where the work was stopped or access refused.
 */
export async function investigate(plan: Plan, world: World): Promise<Report> {
  const { trail, access, outbox, folder, catalogue, versions, now } = world;
  const began = now();
  await folder.put('plan.json', jsonText(plan));
  world.tell?.('settle: listing the log files');
  const coverage = await trail.inventory(plan);
  await folder.put('coverage.json', jsonText(coverage));
  const [outcome] = await Promise.allSettled([underAccess(plan, world)]);
  world.tell?.('revoke');
  const receipt = await access.revoke(plan.id);
  await folder.put('receipt.json', jsonText(receipt));
  if (outcome.status === 'rejected') throw outcome.reason;
  const { grant, rounds } = outcome.value;
  await folder.put('rounds.json', jsonText(keptOf(rounds)));
  const report = conclude({ rounds, coverage, policies: grant.policies, receipt, catalogue, versions, seconds: (now() - began) / 1000 });
  world.tell?.('publish');
  await outbox.publish(report);
  await folder.seal(versions);
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
  try {
    const evidence = await world.engine.collect(plan, collectStatement(plan, world.catalogue), grant);
    const round = { plan, evidence, answered: await askAll(plan, evidence, world) };
    const suffix = number === 1 ? '' : `-${number}`;
    for (const { planned, answers } of round.answered) await world.folder.put(`answers/${planned.id}${suffix}.json`, jsonText(answers));
    return round;
  } catch (thrown) {
    world.signal?.throwIfAborted();
    return { plan, evidence: { failed: messageOf(thrown) }, answered: [] };
  }
}

const keptOf = (rounds: readonly Round[]): KeptRounds =>
  rounds.flatMap(({ plan, evidence }) => ('failed' in evidence ? [] : [{ plan, evidence }]));

/** Asks every step of every planned runbook of the evidence. */
export async function askAll(plan: Plan, evidence: Evidence, { catalogue, engine, signal, tell }: Questioning): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const planned of plan.runbooks) {
    tell?.(`run: ${planned.id}`);
    const runbook = runbookOf(planned, catalogue);
    const answers: Answer[] = [];
    for (const step of runbook.steps) {
      signal?.throwIfAborted();
      answers.push(await engine.ask(evidence, question(plan, planned, { runbook, step })));
    }
    answered.push({ planned, answers });
  }
  return answered;
}
