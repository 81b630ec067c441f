import type { Plan } from '../plan.ts';
import type { LogScope } from './log-scope.ts';
import { type PolicyStatement, VIA_ATHENA } from './statement.ts';

/** Sid of the statement that allows log files to be read. */
export const READ_LOGS = 'ReadLogsOfPlannedDays';

/**
 * What lets Athena list and read the planned log files. The Allow names the days, and with them the account and the Region where there
 * is one; of several, a Deny shuts out all others. So the policy grows with the sum of accounts, Regions and days. One pattern for each
 * combination would grow with their product, and a week in two accounts and 17 Regions would already be too long.
 */
export function logStatements(plan: Plan, scope: LogScope): PolicyStatement[] {
  const bucket = bucketArn(plan.place, plan.place.logs.bucket);
  const account = soleOrAny(scope.accounts);
  const region = soleOrAny(scope.regions);
  const days = scope.days.map((day) => logKey(plan, { account, region, day }));
  return [
    { Sid: READ_LOGS, Effect: 'Allow', Action: ['s3:GetObject'], Resource: days.map((key) => `${bucket}/${key}`), Condition: VIA_ATHENA },
    {
      Sid: 'ListLogsOfPlannedDays',
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: [bucket],
      Condition: { ...VIA_ATHENA, StringLike: { 's3:prefix': days.map(asPrefix) } },
    },
    { Sid: 'LocateLogs', Effect: 'Allow', Action: ['s3:GetBucketLocation'], Resource: [bucket], Condition: VIA_ATHENA },
    ...onlyThese(plan, { kind: 'Accounts', keys: scope.accounts.map((name) => logKey(plan, { account: name, region })) }),
    ...onlyThese(plan, { kind: 'Regions', keys: scope.regions.map((name) => logKey(plan, { account, region: name })) }),
  ];
}

/** The investigation's own folder stays out of these Denies, so that they hold even where it is in the trail's bucket. */
function onlyThese(plan: Plan, { kind, keys }: { readonly kind: string; readonly keys: readonly string[] }): PolicyStatement[] {
  if (keys.length === 1) return [];
  const bucket = bucketArn(plan.place, plan.place.logs.bucket);
  return [
    {
      Sid: `ReadNoOther${kind}`,
      Effect: 'Deny',
      Action: ['s3:GetObject'],
      NotResource: [...keys.map((key) => `${bucket}/${key}`), `${bucketArn(plan.place, plan.place.folder.bucket)}/${folderKeys(plan)}`],
    },
    {
      Sid: `ListNoOther${kind}`,
      Effect: 'Deny',
      Action: ['s3:ListBucket'],
      Resource: [bucket],
      Condition: { StringNotLike: { 's3:prefix': [...keys, folderKeys(plan)] } },
    },
  ];
}

/** `arn:aws:s3:::bucket`, in the place's partition. */
export const bucketArn = (place: Pick<Plan['place'], 'partition'>, bucket: string): string => `arn:${place.partition}:s3:::${bucket}`;

/** Keys of everything that the investigation itself keeps. */
export const folderKeys = (plan: Pick<Plan, 'id'>): string => `investigations/${plan.id}/*`;

function soleOrAny(names: readonly string[]): string {
  const [first = '*', ...others] = names;
  return others.length === 0 ? first : '*';
}

/**
 * Keys of log files: `[prefix/]AWSLogs/[o-id/]<account>/CloudTrail/<region>/<yyyy/mm/dd>/`, where the day is that of delivery.
 * Source: CloudTrail User Guide, "Finding your CloudTrail log files".
 */
function logKey({ place }: Plan, { account, region, day }: { account: string; region: string; day?: string }): string {
  const { prefix, organization } = place.logs;
  const folders = [prefix, 'AWSLogs', organization, account, 'CloudTrail', region].filter(Boolean).join('/');
  if (day === undefined) return `${folders}/*`;
  const isTens = day.length === 'yyyy/mm/d'.length;
  return isTens ? `${folders}/${day}*` : `${folders}/${day}/*`;
}

/** A day's folder may be listed with or without the slash at its end. */
const asPrefix = (keys: string): string => keys.replace(/\/\*$/, '*');
