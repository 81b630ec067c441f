import type { Coverage } from './investigation.ts';
import type { Plan } from './plan.ts';
import { dayFolder } from './time.ts';

/** The partitions of the logs that one pass reads: `2026/06/01` days, both included, and how many files were listed in them. */
export interface LogPass {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly files: number;
}

/**
 * What the runbooks of a plan need of the logs that exist: never more days than the plan may read, and fewer where it may read on for
 * runbooks that only a follow-up would run.
 */
export function logPass({ window, reads, runbooks }: Pick<Plan, 'window' | 'reads' | 'runbooks'>, { partitions }: Coverage): LogPass {
  const from = [window.from, ...runbooks.flatMap(({ baselineFrom }) => baselineFrom ?? [])].toSorted()[0] ?? window.from;
  const firstDay = [dayFolder(from), reads.firstDay].toSorted().at(-1) ?? reads.firstDay;
  const { lastDay } = reads;
  const within = partitions.filter(
    ({ account, region, day }) => names(reads.accounts, account) && names(reads.regions, region) && day >= firstDay && day <= lastDay,
  );
  return {
    accounts: [...new Set(within.map(({ account }) => account))].toSorted(),
    regions: [...new Set(within.map(({ region }) => region))].toSorted(),
    firstDay,
    lastDay,
    files: within.reduce((sum, { files }) => sum + files, 0),
  };
}

const names = (list: 'all' | readonly string[], name: string): boolean => list === 'all' || list.includes(name);
