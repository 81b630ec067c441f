import type { Settings } from '../settings.ts';
import { HOUR } from '../time.ts';

/** What the state machine is at. */
export interface Load {
  /** Names of the executions that run. */
  readonly running: ReadonlySet<string>;
  /** When executions of the last hour started, by name, in milliseconds since 1970. */
  readonly started: ReadonlyMap<string, number>;
}

/** Whether one more may start, or why it has to wait and for how many seconds before it is worth another look. */
export type Admission =
  | { readonly kind: 'admit' }
  | { readonly kind: 'wait'; readonly because: 'at once' | 'per hour'; readonly seconds: number };

/** An investigation takes minutes. */
const LOOK_AGAIN = 60;
/** Someone may raise the limit or stop an execution meanwhile. */
const LONGEST = 900;

/** Judges by limits.atOnce and limits.perHour. */
export function admission({ running, started }: Load, { atOnce, perHour }: Settings['limits'], now: number): Admission {
  const lastHour = [...started.values()].filter((at) => at > now - HOUR).toSorted((a, b) => a - b);
  const free = lastHour.at(-perHour);
  if (free !== undefined) return { kind: 'wait', because: 'per hour', seconds: within(Math.ceil((free + HOUR - now) / 1000)) };
  if (running.size >= atOnce) return { kind: 'wait', because: 'at once', seconds: LOOK_AGAIN };
  return { kind: 'admit' };
}

const within = (seconds: number): number => Math.min(LONGEST, Math.max(LOOK_AGAIN, seconds));
