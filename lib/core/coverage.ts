import type { Coverage, Partition } from './investigation.ts';
import type { LogPlace } from './log-place.ts';
import type { Plan } from './plan.ts';
import { dayFolder, dayFolders } from './time.ts';

/** A file of a listing. */
export interface ListedFile extends LogPlace {
  readonly bytes: number;
  /** Why it could not be looked at. */
  readonly problem?: string;
}

/** What a plan's log files, and their absence, tell before one of them is read. */
export function coverageOf(files: readonly ListedFile[], plan: Plan): Coverage {
  const partitions = [...Map.groupBy(files, ({ partition }) => JSON.stringify(partition))].flatMap(([, group]) => partitionOf(group));
  const isPartitioned = files.every(({ partition, problem }) => partition !== undefined || problem !== undefined);
  const places = [...Map.groupBy(partitions, ({ account, region }) => `${account} ${region}`).values()];
  return {
    layout: isPartitioned ? 'partitioned' : 'flat',
    files: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    partitions,
    missing: isPartitioned ? places.flatMap((place) => missingOf(place, plan)) : [],
    newest: places.flatMap(newestOf),
  };
}

function partitionOf(files: readonly ListedFile[]): Partition[] {
  const partition = files[0]?.partition;
  if (partition === undefined) return [];
  const newest = files.reduce<string | undefined>((latest, { delivered }) => later(latest, delivered), undefined);
  const sizes = { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
  return [{ ...partition, ...sizes, ...(newest === undefined ? {} : { newest }) }];
}

const later = (one: string | undefined, other: string | undefined) =>
  one === undefined || (other !== undefined && other > one) ? other : one;

/** Only days of the window itself: the day after it is read for late deliveries, and the baseline's days may be as empty as they like. */
function missingOf(place: readonly Partition[], { window }: Plan): Coverage['missing'] {
  const [first] = place;
  const have = new Set(place.map(({ day }) => day));
  const days = dayFolders(dayFolder(window.from), dayFolder(window.to)).filter((day) => !have.has(day));
  return first === undefined || days.length === 0 ? [] : [{ account: first.account, region: first.region, days }];
}

function newestOf(place: readonly Partition[]): Coverage['newest'] {
  const [first] = place;
  const at = place.reduce<string | undefined>((latest, { newest }) => later(latest, newest), undefined);
  return first === undefined || at === undefined ? [] : [{ account: first.account, region: first.region, at }];
}
