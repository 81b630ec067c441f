import type { Plan } from './plan.ts';

/** Where a log file lies on a trail's bucket: known from its folders, or from the name that CloudTrail gave it. */
export interface LogPlace {
  readonly partition?: { readonly account: string; readonly region: string; readonly day: string };
  /** Delivery time from its name. */
  readonly delivered?: string;
}

type Reads = Plan['reads'];

/** CloudTrail User Guide, "CloudTrail log file name format", and "Finding your CloudTrail log files" for the folders. */
const FOLDERS = /(?:^|\/)(\d{12})\/CloudTrail\/([a-z0-9-]+)\/(\d{4}\/\d\d\/\d\d)\/[^/]+$/;
const NAME = /(?:^|\/)(\d{12})_CloudTrail_([a-z0-9-]+)_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_[^/]*$/;

/** Reads the place of a file from its path, written with slashes. */
export function placeOf(path: string): LogPlace {
  const [, account, region, year, month, day, hour, minute] = NAME.exec(path) ?? [];
  const [, folderAccount = account, folderRegion = region, folderDay = `${year}/${month}/${day}`] = FOLDERS.exec(path) ?? [];
  if (folderAccount === undefined || folderRegion === undefined) return {};
  const partition = { account: folderAccount, region: folderRegion, day: folderDay };
  return year === undefined ? { partition } : { partition, delivered: `${year}-${month}-${day}T${hour}:${minute}:00Z` };
}

/** Whether a plan reads a partition. */
export const isWanted = ({ account, region, day }: NonNullable<LogPlace['partition']>, { accounts, regions, firstDay, lastDay }: Reads) =>
  (accounts === 'all' || accounts.includes(account)) &&
  (regions === 'all' || regions.includes(region)) &&
  day >= firstDay &&
  day <= lastDay;

/** Whether a folder may hold files that a plan reads: not what a bucket has besides logs of API calls, and no place that the plan leaves out. */
export function mayHold(path: string, { accounts, regions, firstDay, lastDay }: Reads): boolean {
  if (BESIDE.test(path)) return false;
  const [, account, region = '', date = ''] = PLACE.exec(path) ?? [];
  if (account === undefined) return true;
  const day = date.slice(1);
  const isOurs = (accounts === 'all' || accounts.includes(account)) && (regions === 'all' || region === '' || regions.includes(region));
  return isOurs && day >= firstDay.slice(0, day.length) && day <= lastDay.slice(0, day.length);
}

const BESIDE = /\/AWSLogs\/(?:o-[a-z0-9]+\/)?\d{12}\/(?!CloudTrail(?:\/|$))/;
const PLACE = /\/(\d{12})\/CloudTrail(?:\/([^/]+)((?:\/\d+){0,3}))?$/;
