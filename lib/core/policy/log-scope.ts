import type { Plan } from '../plan.ts';

/** Which log files a role may read: lists of names, `*` for all of a kind, and what of it is wider than the plan. */
export interface LogScope {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** What the keys of the days begin with: `2026/06/01` a day, `2026/06/0` up to ten, `2026/06` a month, `2026` a year. */
  readonly days: readonly string[];
  /** One sentence for each widening; none = exactly the plan. */
  readonly widened: readonly string[];
}

type Reads = Plan['reads'];

/** One way to name the accounts, the Regions or the days. */
interface Choice {
  readonly names: readonly string[];
  readonly widened: readonly string[];
}

/** Lengths of the texts that a day can be named by, the widest first: year, month, ten days, day. */
const GRAINS = [4, 7, 9, 10] as const;
type Grain = (typeof GRAINS)[number];

const TOO_LONG = "could not be listed one by one in IAM's 10,240 characters: the role may read";
const WIDER = {
  days: {
    9: [`Days ${TOO_LONG} the planned days rounded to tens (01 to 09, 10 to 19, 20 to 29, 30 to 31).`],
    7: [`Days ${TOO_LONG} the planned months as a whole.`],
    4: [`Days ${TOO_LONG} the planned years as a whole.`],
  },
  regions: [`Regions ${TOO_LONG} all Regions of the planned days.`],
  accounts: [`Accounts ${TOO_LONG} all accounts of the trail on the planned days.`],
} as const;

/**
 * From exactly the plan to the widest that a policy may become, the least widening first: other accounts only when nothing else
 * helps, other Regions before them, other days before those. Each step starts again from exact days.
 */
export function logScopes(reads: Reads): LogScope[] {
  const days = dayChoices(reads);
  return namedOrAll(reads.accounts, WIDER.accounts).flatMap((accounts) =>
    namedOrAll(reads.regions, WIDER.regions).flatMap((regions) =>
      days.map((day) => ({
        accounts: accounts.names,
        regions: regions.names,
        days: day.names,
        widened: [...day.widened, ...regions.widened, ...accounts.widened],
      })),
    ),
  );
}

function namedOrAll(names: 'all' | readonly string[], widened: readonly string[]): Choice[] {
  if (names === 'all') return [{ names: ['*'], widened: [] }];
  return [
    { names: [...new Set(names)], widened: [] },
    { names: ['*'], widened },
  ];
}

function dayChoices(reads: Reads): Choice[] {
  return [
    { names: dayNames(reads, 10), widened: [] },
    { names: dayNames(reads, 9), widened: WIDER.days[9] },
    { names: dayNames(reads, 7), widened: WIDER.days[7] },
    { names: dayNames(reads, 4), widened: WIDER.days[4] },
  ];
}

/**
 * Names the planned days as briefly as the grain allows. A year, month or ten days that is planned from end to end is named as one
 * at every grain, which admits nothing more: the days are without a gap, so one is whole if neither neighbour of the span is in it.
 */
function dayNames({ firstDay, lastDay }: Reads, grain: Grain): string[] {
  const neighbours = [addDays(firstDay, -1), addDays(lastDay, 1)];
  const isWhole = (name: string): boolean => !neighbours.some((day) => day.startsWith(name));
  const names = new Set<string>();
  for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
    const length = GRAINS.find((candidate) => candidate >= grain || isWhole(day.slice(0, candidate)));
    names.add(day.slice(0, length));
  }
  return [...names];
}

/** The day so many days later; a text that is no day of the calendar comes back as another one. */
export function addDays(day: string, days: number): string {
  const [year = 0, month = 0, date = 0] = day.split('/').map(Number);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10).replaceAll('-', '/');
}
