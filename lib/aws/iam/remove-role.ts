import { GetRoleCommand, type IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { messageOf } from '../../core/errors.ts';
import { clock } from '../clock.ts';
import { listedRoles, type RoleWorld } from './listed-roles.ts';
import { takeApart } from './take-apart.ts';
import type { TemporaryRole } from './temporary-role.ts';

/** What is known of a role that should be gone. */
export interface Removal {
  /** The role as it was, where one was seen. */
  readonly seen?: TemporaryRole | undefined;
  /** When we deleted it, in milliseconds since 1970. */
  readonly deleted?: number;
  /** How often in a row no role of the name was listed. */
  readonly absences: number;
  readonly gone: boolean;
  /** What stood in the way at the last attempt. */
  readonly problem?: string;
}

/** Looks in all, and the pause between them: 50 seconds of waiting at most, many times what IAM takes as a rule. */
const LOOKS = 6;
export const PAUSE = 10_000;
/** A role this young may not be listed yet: IAM User Guide, "Changes that I make are not always immediately visible". */
const YOUNG = 60_000;

/**
 * Deletes the role of this name under our path and proves that it is gone, as far as IAM, which is eventually consistent, allows proof.
 * Never throws: what stood in the way is part of the answer. `known`: a role that was just created, so that no list has to show it.
 */
export async function removeRole(name: string, world: RoleWorld, known?: TemporaryRole): Promise<Removal> {
  let removal: Removal = { seen: known, absences: 0, gone: false };
  for (let look = 1; look <= LOOKS && !removal.gone; look++) {
    const before = removal;
    removal = settle(await lookFor(name, before, world));
    const isProgress = removal.gone || removal.deleted !== before.deleted;
    if (!isProgress && look < LOOKS) await clock.sleep(PAUSE);
  }
  return removal;
}

/** One sight of absence proves that an old role is gone; what may just have been created has to be absent twice. */
function settle(removal: Removal): Removal {
  const isOld = removal.seen !== undefined && removal.seen.created < clock.now() - YOUNG;
  return { ...removal, gone: removal.gone || removal.absences >= (isOld ? 1 : 2) };
}

async function lookFor(name: string, before: Removal, world: RoleWorld): Promise<Removal> {
  let seen = before.seen;
  try {
    const listed = (await listedRoles(world)).find((role) => role.name === name);
    seen ??= listed;
    if (listed !== undefined) return await removeListed({ ...before, seen, absences: 0 }, name, world.iam);
    const isPending = seen !== undefined && before.deleted === undefined;
    return isPending ? await removeUnlisted(before, name, world.iam) : { ...before, absences: before.absences + 1 };
  } catch (thrown) {
    return { ...before, seen, absences: 0, problem: messageOf(thrown) };
  }
}

/** A list may go on showing a role that is gone; then GetRole or DeleteRole knows better. */
async function removeListed(before: Removal, name: string, iam: IAMClient): Promise<Removal> {
  if (before.deleted !== undefined && (await isMissing(name, iam))) return { ...before, gone: true };
  return after(before, await takeApart(name, iam));
}

/**
 * The role was there and is not listed: not yet, or somebody else deleted it. In the second case IAM denies what a path-scoped
 * permission asks of it, so the absence counts.
 */
async function removeUnlisted(before: Removal, name: string, iam: IAMClient): Promise<Removal> {
  try {
    return after({ ...before, absences: 1 }, await takeApart(name, iam));
  } catch (thrown) {
    if (!isDenied(thrown)) throw thrown;
    return { ...before, absences: before.absences + 1, problem: messageOf(thrown) };
  }
}

const after = (before: Removal, outcome: 'deleted' | 'missing'): Removal =>
  outcome === 'missing' ? { ...before, gone: true } : { ...before, deleted: clock.now() };

/** No permission reaches it, which for a path-scoped permission is also how IAM speaks of what does not exist. */
const isDenied = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'AccessDenied';

async function isMissing(name: string, iam: IAMClient): Promise<boolean> {
  try {
    await iam.send(new GetRoleCommand({ RoleName: name }));
    return false;
  } catch (thrown) {
    return thrown instanceof NoSuchEntityException;
  }
}
