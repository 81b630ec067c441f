import fc from 'fast-check';
import type { Plan } from '../../../lib/core/plan.ts';
import { daysAfter, REGIONS } from '../arbitrary-plan.ts';

/** One day folder of log files. */
export interface LogFolder {
  readonly account: string;
  readonly region: string;
  readonly day: string;
}

/** The key of a log file of this folder in the trail's bucket, written out as CloudTrail does. */
export function logFile({ place }: Plan, { account, region, day }: LogFolder): string {
  const above = [place.logs.prefix, 'AWSLogs', place.logs.organization].filter((part) => part !== undefined && part !== '').join('/');
  return `${above}/${account}/CloudTrail/${region}/${day}/${account}_CloudTrail_${region}_${day.replaceAll('/', '')}T0005Z_Ab1.json.gz`;
}

/** `arn:aws:s3:::bucket/key` of a log file. */
export const logArn = (plan: Plan, folder: LogFolder): string =>
  `arn:${plan.place.partition}:s3:::${plan.place.logs.bucket}/${logFile(plan, folder)}`;

/** Every day of the plan, in order. */
export function daysOf({ reads }: Plan): string[] {
  const days: string[] = [];
  for (let day = reads.firstDay; day <= reads.lastDay; day = daysAfter(day, 1)) days.push(day);
  return days;
}

/** Folders that the plan reads, the first and the last day more often than others. */
export const plannedFolder = (plan: Plan): fc.Arbitrary<LogFolder> =>
  fc.record({
    account: fc.constantFrom(...(plan.reads.accounts === 'all' ? ['000000000000', '999999999999'] : plan.reads.accounts)),
    region: fc.constantFrom(...(plan.reads.regions === 'all' ? REGIONS : plan.reads.regions)),
    day: fc.oneof(fc.constantFrom(plan.reads.firstDay, plan.reads.lastDay), fc.constantFrom(...daysOf(plan))),
  });

/** The same folder on the days right before and after the plan, and where the same day is written in another year or month. */
export function folderOnOtherDays(plan: Plan, folder: LogFolder): LogFolder[] {
  const { firstDay, lastDay } = plan.reads;
  const near = [daysAfter(firstDay, -1), daysAfter(lastDay, 1), daysAfter(firstDay, -400), daysAfter(lastDay, 400)];
  return near.map((day) => ({ ...folder, day }));
}

/** The same folder in an account that is not planned; none where all are. */
export function folderInOtherAccounts({ reads }: Plan, folder: LogFolder): LogFolder[] {
  if (reads.accounts === 'all') return [];
  const others = ['111122223333', '000000000001', '999999999998'].filter((account) => !reads.accounts.includes(account));
  return others.map((account) => ({ ...folder, account }));
}

/** The same folder in Regions that are not planned, a name that only continues a planned one among them; none where all are. */
export function folderInOtherRegions({ reads }: Plan, folder: LogFolder): LogFolder[] {
  if (reads.regions === 'all') return [];
  const others = [`${folder.region}0`, ...REGIONS].filter((region) => !reads.regions.includes(region));
  return others.map((region) => ({ ...folder, region }));
}
