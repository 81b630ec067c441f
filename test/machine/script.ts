/** What goes wrong in an invocation of a function, and where: before or after all that it does, or at its nth call to AWS. */
export interface Mishap {
  /** A state, or `Sweep`; those of the machine that clears up begin with `Aftermath.` */
  readonly state: string;
  /** At which invocation for this state, from 1. */
  readonly nth: number | 'every';
  readonly at: 'before' | 'after' | number;
  readonly what: What;
  /** Name of the error that is thrown. */
  readonly error?: string;
}

/**
 * `throw`: the function, or AWS at its call. `lost`: the same after the effect. `kill`: Lambda ends the function. `stall`: nothing goes on
 * for minutes, perhaps longer than the state waits. `ABORTED` and `TIMED_OUT`: the execution ends while the function goes on.
 */
export type What = 'throw' | 'lost' | 'kill' | 'stall' | 'ABORTED' | 'TIMED_OUT';

/** One history: how an execution begins, what goes wrong in it, and what comes from outside. Times in milliseconds. */
export interface Script {
  /** For all that is left to chance: how long things take. */
  readonly seed: number;
  readonly begins: 'request' | 'alarm' | 'sample';
  readonly mishaps: readonly Mishap[];
  /** After an end, when EventBridge tells of it: not at all, once, or more often. */
  readonly told: readonly number[];
  /** After the begin, when the sweeper comes. */
  readonly sweeps: readonly number[];
  /** After an end without success, when somebody redrives the execution. */
  readonly redrives: readonly number[];
  /** How far IAM's reads are behind its writes at most. */
  readonly lag: number;
}

/** Numbers from 0 to 1 that depend on nothing but the seed. Source: "mulberry32", a generator of 32 bits in the public domain. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
