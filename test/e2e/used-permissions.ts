import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { DUTIES, type DutyName, forEachDuty } from '../../lib/infra/functions/duty.ts';
import type { Decision } from '../emulator/iam/question.ts';
import { rolesIn } from '../emulator/iam/roles.ts';
import { finding, idOf } from './incident.ts';
import type { Stage } from './stage.ts';
import { UNUSED, type Who } from './unused-permissions.ts';

const Statements = z.object({
  Statement: z.array(z.object({ Effect: z.enum(['Allow', 'Deny']), Action: z.union([z.string(), z.array(z.string())]) })),
});

/** The actions that a policy allows. */
const allowedIn = (policy: unknown): string[] =>
  Statements.parse(policy).Statement.flatMap(({ Effect, Action }) => (Effect === 'Allow' ? [Action].flat() : []));

/** What was granted, by whom it was granted to, against what was used while everything above ran. */
export function usedPermissions(stage: () => Stage): void {
  describe('permissions', () => {
    let granted: ReadonlyMap<Who, ReadonlySet<string>>;
    let used: ReadonlyMap<Who, ReadonlySet<string>>;
    beforeAll(async () => {
      granted = await grantedIn(stage());
      used = usedIn(stage());
    });
    const unused = () => pairs(granted).filter(({ who, action }) => used.get(who)?.has(action) !== true);
    const argued = ({ who, action }: Pair) =>
      UNUSED.some((entry) => entry.actions.includes(action) && (entry.by === 'each' || entry.by.includes(who)));

    it('are used, each of them, or argued', () => {
      console.log(tableOf(granted, used));
      expect(unused().filter((pair) => !argued(pair))).toEqual([]);
    });

    it('are not argued where they are used, or not granted', () => {
      const open = unused();
      const stale = UNUSED.filter(({ sometimes }) => sometimes !== true).flatMap(({ by, actions }) =>
        actions.filter((action) => !open.some((pair) => pair.action === action && (by === 'each' || by.includes(pair.who)))),
      );
      expect(stale).toEqual([]);
    });

    it('were refused to none of the functions', () => {
      const functions = new Set(Object.values(stage().system.functions));
      const refused = stage().system.proxy.judge.decisions.filter(({ allowed, session }) => !allowed && functions.has(session));
      const unexpected = refused.filter((one) => !isIntruders(one) && !isGone(one));
      expect(unexpected.map(({ session, action, resource, result }) => ({ session, action, resource, result }))).toEqual([]);
    });
  });
}

/** The test itself tried, with a function's credentials, to become the role of the example. */
const isIntruders = ({ action, resource }: Decision): boolean => action.startsWith('sts:') && resource.endsWith(`/tw-${idOf(finding())}`);

/** Of two who take a role away at the same time one comes too late: what is not there has no path, and is refused. */
const isGone = ({ resource }: Decision): boolean => /:role\/tw-[^/]+$/.test(resource);

interface Pair {
  readonly who: Who;
  readonly action: string;
}

const pairs = (all: ReadonlyMap<Who, ReadonlySet<string>>): Pair[] =>
  [...all].flatMap(([who, actions]) => [...actions].map((action) => ({ who, action })));

/** From the policies that are deployed, and from those that were computed for the example. */
async function grantedIn({ system, world }: Stage): Promise<Map<Who, Set<string>>> {
  const roles = rolesIn(system.admin);
  const granted = new Map<Who, Set<string>>();
  for (const [duty, name] of Object.entries(system.functions)) {
    const role = await roles.find((await roles.ofFunction(name)) ?? '');
    granted.set(dutyOf(duty), new Set((role?.identity ?? []).flatMap(({ policy }) => allowedIn(policy))));
  }
  const { policies } = (await world.report(idOf(finding()))).access;
  return granted.set('temporary role', new Set(allowedIn(policies.permissions)));
}

function dutyOf(name: string): DutyName {
  const found = Object.values(forEachDuty((duty) => duty)).find((duty) => duty === name);
  if (found === undefined) throw new Error(`'${name}' is none of ${Object.keys(DUTIES).join(', ')}`);
  return found;
}

function usedIn({ system }: Stage): Map<Who, Set<string>> {
  const used = new Map<Who, Set<string>>();
  for (const { role, session, action, allowed } of system.proxy.judge.decisions) {
    const [duty] = Object.entries(system.functions).find(([, name]) => name === session) ?? [];
    const who = duty === undefined ? 'temporary role' : dutyOf(duty);
    if (!allowed || (duty === undefined && !role.startsWith('tw-'))) continue;
    used.set(who, (used.get(who) ?? new Set()).add(action));
  }
  return used;
}

/** Both directions, for a reader: who used what, and what stayed unused. */
function tableOf(granted: ReadonlyMap<Who, ReadonlySet<string>>, used: ReadonlyMap<Who, ReadonlySet<string>>): string {
  const lines = [...granted].map(([who, actions]) => {
    const [took, left] = [[...(used.get(who) ?? [])], [...actions].filter((action) => used.get(who)?.has(action) !== true)];
    return `${who}\n  used: ${took.toSorted().join(', ')}\n  not used: ${left.toSorted().join(', ') || 'nothing'}`;
  });
  return `permissions used on the emulated AWS\n${lines.join('\n')}`;
}
