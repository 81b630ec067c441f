import { type IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import type { Deployment } from '../deployment.ts';
import { TemporaryRole } from './temporary-role.ts';

/** Where roles are. */
export interface RoleWorld {
  readonly iam: IAMClient;
  readonly deployment: Deployment;
}

/**
 * All roles under our path, without their tags. This, not GetRole, is how to see whether a role is there: a role that does not exist has
 * no path, so a permission that is scoped by path does not reach it, and asking for it is denied.
 */
export async function listedRoles({ iam, deployment }: RoleWorld): Promise<TemporaryRole[]> {
  const roles: TemporaryRole[] = [];
  for await (const page of paginateListRoles({ client: iam }, { PathPrefix: deployment.rolePath })) {
    roles.push(...(page.Roles ?? []).map((role) => TemporaryRole.parse(role)));
  }
  return roles;
}
