import { type IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import { timestamp } from '../../core/time.ts';
import { permitted } from './refused.ts';

/** Every role under the path: all of them are temporary. */
export const rolesUnder = (path: string, iam: IAMClient) =>
  permitted('iam:ListRoles', async () => {
    const roles: { name: string; created: string }[] = [];
    for await (const { Roles = [] } of paginateListRoles({ client: iam }, { PathPrefix: path })) {
      roles.push(...Roles.map(({ RoleName = '', CreateDate }) => ({ name: RoleName, created: timestamp(CreateDate?.getTime() ?? 0) })));
    }
    return roles;
  });
