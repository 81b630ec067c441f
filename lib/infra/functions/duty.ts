/** What one function is for, how long it may take and how much memory it has. */
export interface Duty {
  readonly description: string;
  readonly seconds: number;
  readonly megabytes: number;
}

/**
 * The functions, each by its verb or duty. Memory is also the share of a processor: 1,769 MB are one (Lambda Developer Guide, "Memory").
 * The longest that Lambda runs anything is 900 seconds.
 */
export const DUTIES = {
  plan: { description: 'Decides which runbooks run, and what they may read', seconds: 60, megabytes: 512 },
  settle: { description: 'Lists the log files and tells whether they are all there', seconds: 300, megabytes: 1024 },
  grant: { description: 'Creates the temporary role', seconds: 120, megabytes: 512 },
  collect: { description: 'Makes one pass over the logs under the temporary role', seconds: 900, megabytes: 512 },
  run: { description: 'Asks one runbook under the temporary role', seconds: 900, megabytes: 512 },
  follow: { description: 'Decides whether what was found leads further', seconds: 60, megabytes: 512 },
  revoke: { description: 'Takes the temporary role away and proves it', seconds: 180, megabytes: 512 },
  publish: { description: 'Writes the report and tells people', seconds: 180, megabytes: 1024 },
  start: { description: 'Starts an investigation for each alarm that is new', seconds: 60, megabytes: 512 },
  sweep: { description: 'Takes away temporary roles that nothing uses', seconds: 240, megabytes: 512 },
  inspect: { description: 'Counts who listens to each topic', seconds: 60, megabytes: 256 },
} as const satisfies Readonly<Record<string, Duty>>;

export type DutyName = keyof typeof DUTIES;

/** One of something for each function. */
export type ByDuty<T> = Readonly<Record<DutyName, T>>;

/** Makes it. */
export const forEachDuty = <T>(make: (name: DutyName) => T): ByDuty<T> => ({
  plan: make('plan'),
  settle: make('settle'),
  grant: make('grant'),
  collect: make('collect'),
  run: make('run'),
  follow: make('follow'),
  revoke: make('revoke'),
  publish: make('publish'),
  start: make('start'),
  sweep: make('sweep'),
  inspect: make('inspect'),
});
