import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { InputError, messageOf } from '../core/errors.ts';
import type { Plan } from '../core/plan.ts';

/** A log file on disk; where it lies on a trail's bucket is known from its folders, or from the name that CloudTrail gave it. */
export interface LogFile {
  readonly path: string;
  readonly bytes: number;
  readonly partition?: { readonly account: string; readonly region: string; readonly day: string };
  /** Delivery time from its name. */
  readonly delivered?: string;
}

type Reads = Plan['reads'];

const LOG = /\.(json|ndjson|jsonl)(\.gz)?$/;
/** CloudTrail User Guide, "CloudTrail log file name format", and "Finding your CloudTrail log files" for the folders. */
const FOLDERS = /(?:^|\/)(\d{12})\/CloudTrail\/([a-z0-9-]+)\/(\d{4}\/\d\d\/\d\d)\/[^/]+$/;
const NAME = /(?:^|\/)(\d{12})_CloudTrail_([a-z0-9-]+)_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_[^/]*$/;

/** The log files under a folder (or the one file) that a plan may read: by account, Region and day where the paths carry them, else all. */
export function listLogFiles(root: string, reads: Reads): LogFile[] {
  const start = resolve(root);
  const found = statOf(start).isDirectory() ? walk(start, reads) : [logFile(start)];
  const placed = found.filter(({ partition }) => partition !== undefined);
  const wanted = placed.length > 0 ? placed.filter((file) => isWanted(file, reads)) : found;
  return wanted.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function statOf(path: string) {
  try {
    return statSync(path);
  } catch (thrown) {
    throw new InputError(
      `cannot read the logs at '${path}' (${messageOf(thrown)}); --logs takes a folder of CloudTrail files, or one file`,
    );
  }
}

function walk(folder: string, reads: Reads): LogFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry: Dirent) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isBeside(path, reads) ? [] : walk(path, reads);
    return entry.isFile() && LOG.test(entry.name) ? [logFile(path)] : [];
  });
}

function logFile(path: string): LogFile {
  const text = path.split(sep).join('/');
  const [, account, region, year, month, day, hour, minute] = NAME.exec(text) ?? [];
  const [, folderAccount = account, folderRegion = region, folderDay = `${year}/${month}/${day}`] = FOLDERS.exec(text) ?? [];
  const file = { path, bytes: statSync(path).size };
  if (folderAccount === undefined || folderRegion === undefined) return file;
  const partition = { account: folderAccount, region: folderRegion, day: folderDay };
  return year === undefined ? { ...file, partition } : { ...file, partition, delivered: `${year}-${month}-${day}T${hour}:${minute}:00Z` };
}

const isWanted = ({ partition }: LogFile, { accounts, regions, firstDay, lastDay }: Reads): boolean =>
  partition !== undefined &&
  (accounts === 'all' || accounts.includes(partition.account)) &&
  (regions === 'all' || regions.includes(partition.region)) &&
  partition.day >= firstDay &&
  partition.day <= lastDay;

/** What the folders of a trail's bucket may hold besides logs of API calls, and folders that the plan leaves out: not to be listed at all. */
function isBeside(path: string, { accounts, regions, firstDay, lastDay }: Reads): boolean {
  const text = path.split(sep).join('/');
  if (/\/AWSLogs\/(?:o-[a-z0-9]+\/)?\d{12}\/(?!CloudTrail$)[^/]+$/.test(text)) return true;
  const [, account = '', region = '', date = ''] = /\/(\d{12})\/CloudTrail\/([^/]+)((?:\/\d+){0,3})$/.exec(text) ?? [];
  if (account === '') return false;
  const day = date.slice(1);
  const outside = (accounts !== 'all' && !accounts.includes(account)) || (regions !== 'all' && !regions.includes(region));
  return outside || day < firstDay.slice(0, day.length) || day > lastDay.slice(0, day.length);
}
