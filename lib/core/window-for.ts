import type { Alarm, Window } from './alarm.ts';
import { InputError } from './errors.ts';
import { HOUR, shift, timestamp } from './time.ts';

/** How long before and after an alarm's activity to look. What a person asked for is taken as it is. */
const PADDING: Record<Alarm['kind'], readonly [before: number, after: number]> = {
  guardduty: [HOUR, HOUR],
  securityhub: [HOUR, HOUR],
  cloudtrail: [HOUR, HOUR],
  cloudwatch: [HOUR / 4, 0],
  manual: [0, 0],
};

/** The window of an alarm, or what was given in its place; one that nobody gave ends now at the latest (`now` in milliseconds since 1970). */
export function windowFor({ kind, activity }: Alarm, { window, now }: { window?: Partial<Window> | undefined; now: number }): Window {
  const [before, after] = PADDING[kind];
  const from = window?.from ?? shift(activity.from, -before);
  const end = shift(activity.to, after);
  const to = window?.to ?? (kind === 'manual' || Date.parse(end) < now ? end : timestamp(now));
  if (from < to) return { from, to };
  throw new InputError(`the window ${from} to ${to} is empty; --from must be before --to, which is now at the latest where it is left out`);
}
