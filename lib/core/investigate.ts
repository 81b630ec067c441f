import { messageOf } from './errors.ts';
import type { Grant, Receipt } from './investigation.ts';
import { FILES } from './kept.ts';
import type { Plan } from './plan.ts';
import { jsonText } from './render/json.ts';
import type { Report } from './report.ts';
import type { Answered, Round } from './round.ts';
import { timestamp } from './time.ts';
import { collect, follow, grant, publish, revoke, run, settle } from './verbs.ts';
import type { World } from './world.ts';

/**
 * The whole story: settle, grant, collect, run, follow what was found once, revoke, publish. A query that fails costs its own answer; a
 * pass that fails costs its round; access is revoked whatever happens. Rejects only where the work was stopped, access was refused, the
 * folder could not be written, or people could not be told; in the last case the folder is whole all the same. The state machine on AWS
 * has the same verbs in the same order.
 */
export async function investigate(plan: Plan, world: World): Promise<Report> {
  const { folder, catalogue, versions, now, signal, tell } = world;
  const began = now();
  await folder.put(FILES.plan(1), jsonText(plan));
  tell?.('settle: listing the log files');
  const coverage = await settle(plan, world);
  signal?.throwIfAborted();
  const [outcome] = await Promise.allSettled([underAccess(plan, world)]);
  tell?.('revoke');
  const receipt = await revokeOrSay(plan, world);
  if (outcome.status === 'rejected') throw receipt.gone ? outcome.reason : new Error(`${messageOf(outcome.reason)}; ${receipt.proof}`);
  signal?.throwIfAborted();
  const { policies, rounds } = outcome.value;
  tell?.('publish');
  return publish({ rounds, coverage, policies, receipt, catalogue, versions, seconds: (now() - began) / 1000 }, world);
}

async function underAccess(plan: Plan, world: World): Promise<Pick<Grant, 'policies'> & { rounds: Round[] }> {
  const access = await grant(plan, world);
  const first = await investigateRound(plan, { access, round: 1 }, world);
  const next = await follow(plan, first.answered, world);
  const rounds = next === undefined ? [first] : [first, await investigateRound(next, { access, round: 2 }, world)];
  return { policies: access.policies, rounds };
}

async function investigateRound(plan: Plan, at: { access: Grant; round: number }, world: World): Promise<Round> {
  world.tell?.(`collect: one pass over the logs for ${plan.runbooks.map(({ id }) => id).join(', ')}`);
  world.signal?.throwIfAborted();
  const evidence = await collect(plan, at, world);
  const answered: Answered[] = [];
  if ('failed' in evidence) return { plan, evidence, answered };
  for (const planned of plan.runbooks) answered.push(await run(plan, planned, { ...world, evidence, round: at.round }));
  return { plan, evidence, answered };
}

/** A role that could not be taken away is something that the report has to say, not a reason to have none. */
async function revokeOrSay({ id, access: { deadline } }: Plan, world: World): Promise<Receipt> {
  try {
    return await revoke(id, world);
  } catch (thrown) {
    const receipt = unprovedReceipt(messageOf(thrown), { deadline, now: world.now() });
    await world.folder.put(FILES.receipt, jsonText(receipt));
    return receipt;
  }
}

/** What is to be said where revoking failed, and of a role that nobody has looked for. `now` in milliseconds since 1970. */
export const unprovedReceipt = (reason: string, { deadline, now }: { deadline: string; now: number }): Receipt => ({
  kind: 'role',
  revoked: timestamp(now),
  gone: false,
  proof: `Revoking failed (${reason}); the role's own policies admit nothing after ${deadline}.`,
});
