import { ENTITIES } from '../entity.ts';
import type { Plan } from '../plan.ts';
import { addDays } from './log-scope.ts';

const like =
  (pattern: RegExp) =>
  (value: string): boolean =>
    pattern.test(value);

const KINDS = {
  'investigation id': like(/^[a-z0-9-]{2,48}$/),
  deadline: like(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  partition: like(/^aws(-[a-z]+)*$/),
  account: ENTITIES.accountId.test,
  Region: ENTITIES.region.test,
  day: (value: string): boolean => /^20\d\d\/\d\d\/\d\d$/.test(value) && addDays(value, 0) === value,
  bucket: ENTITIES.bucketName.test,
  'key prefix': like(/^(?!\/)[\w!.'()=+@,:/-]*(?<!\/)$/),
  'organization id': like(/^o-[a-z0-9]{10,32}$/),
  'KMS key': like(/^arn:aws(-[a-z]+)*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/),
  workgroup: like(/^[\w.-]{1,128}$/),
  'database or table': like(/^[\w-]{1,255}$/),
  role: like(/^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/),
} as const satisfies Record<string, (value: string) => boolean>;

/**
 * The last door before a policy: throws if the plan carries a value that could mean more there than it says, such as a wildcard, or
 * names nothing to read. Whatever made the plan has checked the same; a mistake in it must not become access.
 */
export function assertAdmissible(plan: Plan): void {
  for (const [kind, value] of facts(plan)) {
    if (value !== undefined && !KINDS[kind](value)) {
      throw new Error(`${kind} ${JSON.stringify(value.slice(0, 200))} of plan '${plan.id}' must not enter a policy; make the plan anew`);
    }
  }
  const { accounts, regions, firstDay, lastDay } = plan.reads;
  if (accounts.length === 0 || regions.length === 0 || firstDay > lastDay) {
    throw new Error(`plan '${plan.id}' reads nothing: it needs an account, a Region and a first day that is not after the last`);
  }
}

const each = (kind: keyof typeof KINDS, values: 'all' | readonly string[]) =>
  values === 'all' ? [] : values.map((value) => [kind, value] as const);

function facts({ id, access, reads, place }: Plan): readonly (readonly [keyof typeof KINDS, string | undefined])[] {
  return [
    ['investigation id', id],
    ['deadline', access.deadline],
    ...each('day', [reads.firstDay, reads.lastDay]),
    ...each('account', reads.accounts),
    ...each('Region', reads.regions),
    ['partition', place.partition],
    ['account', place.account],
    ['Region', place.region],
    ...each('bucket', [place.logs.bucket, place.folder.bucket]),
    ['key prefix', place.logs.prefix],
    ['organization id', place.logs.organization],
    ['KMS key', place.logs.kmsKeyArn],
    ['KMS key', place.folder.kmsKeyArn],
    ['workgroup', place.workgroup],
    ...each('database or table', [place.database, place.tables.logs, place.tables.evidence]),
    ...each('role', place.callers),
  ];
}
