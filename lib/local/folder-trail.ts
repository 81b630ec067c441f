import type { Coverage, Partition } from '../core/investigation.ts';
import type { Plan } from '../core/plan.ts';
import type { Trail } from '../core/ports.ts';
import { dayFolder, dayFolders } from '../core/time.ts';
import { type LogFile, listLogFiles } from './log-files.ts';

/** A trail whose files lie in a folder of this machine. */
export const folderTrail = (root: string): Trail => ({
  inventory: async (plan) => coverageOf(listLogFiles(root, plan.reads), plan),
});

function coverageOf(files: readonly LogFile[], plan: Plan): Coverage {
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

function partitionOf(files: readonly LogFile[]): Partition[] {
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
