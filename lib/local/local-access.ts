import type { Grant, Receipt } from '../core/investigation.ts';
import { rolePolicies } from '../core/policy.ts';
import type { Access } from '../core/ports.ts';
import { timestamp } from '../core/time.ts';

/** Access on this machine: no role is made. The policies that a role would have had are computed all the same, and the reader keeps to them. */
export function localAccess(now: () => number): Access {
  const granted = new Map<string, string>();
  return {
    grant: async (plan): Promise<Grant> => {
      const at = granted.get(plan.id) ?? timestamp(now());
      granted.set(plan.id, at);
      return { kind: 'local', granted: at, deadline: plan.access.deadline, policies: rolePolicies(plan) };
    },
    revoke: async (id): Promise<Receipt> => {
      const at = granted.get(id);
      const proof = 'No role was created: the logs were read on this machine, and only files that the role could have read.';
      return { kind: 'local', ...(at === undefined ? {} : { granted: at }), revoked: timestamp(now()), gone: true, proof };
    },
  };
}
