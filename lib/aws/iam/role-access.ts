import type { Access } from '../../core/ports.ts';
import { type Granting, grantRole } from './grant-role.ts';
import { type Revoking, revokeRole } from './revoke-role.ts';

/** Access on AWS: one role per investigation, created for it and taken away after it. */
export const roleAccess = (world: Granting & Revoking): Access => ({
  grant: (plan) => grantRole(plan, world),
  revoke: (id) => revokeRole(id, world),
});
