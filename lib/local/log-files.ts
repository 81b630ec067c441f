import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { InputError, messageOf } from '../core/errors.ts';
import { isWanted, type LogPlace, mayHold, placeOf } from '../core/log-place.ts';
import type { Plan } from '../core/plan.ts';

/** A log file on disk, or what stands there and cannot be read. */
export interface LogFile extends LogPlace {
  readonly path: string;
  readonly bytes: number;
  /** Why it cannot be read: of a folder, or of a file that the listing could not look at. */
  readonly problem?: string;
}

type Reads = Plan['reads'];

const LOG = /\.(?:json|ndjson|jsonl)(?:\.gz)?$/i;

/**
 * The log files under a folder (or the one file) that a plan may read. On a trail's bucket those are files in the folders of its accounts,
 * Regions and days, and nothing else; in any other folder all files, but for those that their names place elsewhere. Links to files are
 * followed, links to folders are not: they may lead round in a circle.
 */
export function listLogFiles(root: string, reads: Reads): LogFile[] {
  const start = resolve(root);
  const found: Found = { files: [], isBucket: false };
  if (isFolder(start)) walk(start, reads, found);
  else found.files.push(logFile(start));
  const wanted = found.files.filter(({ partition, problem }) =>
    partition === undefined ? !found.isBucket || problem !== undefined : isWanted(partition, reads),
  );
  return wanted.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function isFolder(path: string): boolean {
  try {
    const isOne = statSync(path).isDirectory();
    if (isOne) readdirSync(path);
    return isOne;
  } catch (thrown) {
    const why = messageOf(thrown);
    throw new InputError(`cannot read the logs at '${path}' (${why}); --logs takes a folder of CloudTrail files, or one file`);
  }
}

interface Found {
  readonly files: LogFile[];
  /** Folders of a trail were seen, whether the plan wants what is in them or not. */
  isBucket: boolean;
}

function walk(folder: string, reads: Reads, found: Found): void {
  found.isBucket ||= /\/\d{12}\/CloudTrail(?:\/|$)/.test(slashed(folder));
  if (!mayHold(slashed(folder), reads)) return;
  for (const entry of entriesOf(folder, found)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path, reads, found);
    else if (LOG.test(entry.name) && isFile(entry, path)) found.files.push(logFile(path));
  }
}

function entriesOf(folder: string, { files }: Found): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (thrown) {
    files.push({ path: folder, bytes: 0, problem: `cannot be listed: ${messageOf(thrown)}` });
    return [];
  }
}

/** A link that leads nowhere counts as a file, so that reading it says so. */
const isFile = (entry: Dirent, path: string): boolean =>
  entry.isFile() || (entry.isSymbolicLink() && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? true));

function logFile(path: string): LogFile {
  const place = placeOf(slashed(path));
  try {
    return { path, bytes: statSync(path).size, ...place };
  } catch (thrown) {
    return { path, bytes: 0, ...place, problem: `cannot be read: ${messageOf(thrown)}` };
  }
}

const slashed = (path: string): string => path.split(sep).join('/');
