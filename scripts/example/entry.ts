import type { Caller, Operation } from '../logs/record.ts';

/** One thing that happens in the story; its record is written when all of them stand in order. */
export interface Entry {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly region: string;
  readonly caller: Caller;
  readonly operation: Operation;
}

/** Milliseconds of a time of day: at('2026-11-18', '02:03:11'). */
export const at = (day: string, clock: string): number => Date.parse(`${day}T${clock}Z`);

/** What a caller did, row by row: the time of day, the Region and the operation. */
export const acts = (day: string, caller: Caller, rows: readonly (readonly [string, string, Operation])[]): Entry[] =>
  rows.map(([clock, region, operation]) => ({ time: at(day, clock), region, caller, operation }));
