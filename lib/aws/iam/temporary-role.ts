import * as z from 'zod';
import { Timestamp } from '../../core/alarm.ts';
import { deadlineFrom } from '../../core/plan-for.ts';
import type { Deployment } from '../deployment.ts';

/** The role of an investigation is named for it, so that whoever takes it away needs to remember nothing. */
export const roleNameOf = (id: string): string => `tw-${id}`;

/** The investigation that a role is named for; none where somebody else named it. */
export const investigationOf = (roleName: string): string | undefined => /^tw-([a-z0-9-]{2,48})$/.exec(roleName)?.[1];

/** The one inline policy that we give a role. */
export const POLICY_NAME = 'investigation';

/** What a role says of itself. A list of roles leaves tags out, so they are read with GetRole. */
export const TAGS = { execution: 'trailwarden:execution', deadline: 'trailwarden:deadline' } as const;

const Tag = z.object({ Key: z.string(), Value: z.string() });

/** A role as IAM shows it, as far as it matters here. */
export const TemporaryRole = z
  .object({
    RoleName: z.string(),
    Arn: z.string(),
    Path: z.string(),
    CreateDate: z.date(),
    PermissionsBoundary: z.object({ PermissionsBoundaryArn: z.string().optional() }).optional(),
    Tags: z.array(Tag).default([]),
  })
  .transform((role) => ({
    name: role.RoleName,
    arn: role.Arn,
    path: role.Path,
    /** Milliseconds since 1970. */
    created: role.CreateDate.getTime(),
    boundaryArn: role.PermissionsBoundary?.PermissionsBoundaryArn,
    execution: tagged(TAGS.execution, role.Tags),
    deadline: tagged(TAGS.deadline, role.Tags),
  }));
export type TemporaryRole = z.infer<typeof TemporaryRole>;

const tagged = (key: string, tags: readonly z.infer<typeof Tag>[]): string | undefined => tags.find(({ Key }) => Key === key)?.Value;

/** The end of a role's life: its tag's, but never later than the longest life there is, since a tag can be rewritten by hand. */
export function deadlineOf({ created, deadline }: Pick<TemporaryRole, 'created' | 'deadline'>): string {
  const latest = latestFor(created);
  const own = Timestamp.safeParse(deadline).data ?? latest;
  return own < latest ? own : latest;
}

/** No access lasts longer than an hour and the time until a new role is seen everywhere. */
export const latestFor = (created: number): string => deadlineFrom(created, 60);

/** What about a role shows that it is not, or no longer, what we created for this execution. */
export function strangenessOf(role: TemporaryRole, { execution, deployment }: { execution: string; deployment: Deployment }): string[] {
  return [
    ...(role.path === deployment.rolePath ? [] : [`its path is ${role.path}`]),
    ...(role.execution === execution ? [] : [`its execution is ${role.execution ?? 'not named'}`]),
    ...(role.boundaryArn === deployment.boundaryArn ? [] : [`its boundary is ${role.boundaryArn ?? 'gone'}`]),
    ...(Timestamp.safeParse(role.deadline).success ? [] : [`its deadline is ${role.deadline ?? 'not named'}`]),
  ];
}
