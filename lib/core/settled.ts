import type { Coverage } from './investigation.ts';
import type { Plan } from './plan.ts';
import type { Report } from './report.ts';
import { HOUR, MINUTE } from './time.ts';

/**
 * CloudTrail delivers within about 5 minutes on average, which it does not promise: after this time nobody waits any longer before a first
 * look. Source: CloudTrail User Guide, "Getting and viewing your CloudTrail log files".
 */
const LONGEST_WAIT = 20 * MINUTE;
/** A file that was delivered so long after an event has most likely everything up to it. */
const DELIVERY = 5 * MINUTE;
/** An event that has not arrived by then will hardly arrive within the half hour that a second look waits. */
const WORTH_A_SECOND_LOOK = 3 * HOUR;

/** Whether the logs are there, as far as waiting helps. `now` in milliseconds since 1970. */
export const isSettled = (plan: Plan, coverage: Coverage, now: number): boolean =>
  now >= Date.parse(plan.alarm.activity.to) + LONGEST_WAIT || isDelivered(plan, coverage);

/** Whether a file came after the alarm's activity where it happened; where the alarm does not say, in any Region that has logs. */
function isDelivered({ alarm }: Plan, { newest }: Coverage): boolean {
  const wanted = Date.parse(alarm.activity.to) + DELIVERY;
  const there = newest.filter(({ account, region }) => (alarm.account ?? account) === account && (alarm.region ?? region) === region);
  return there.some(({ at }) => Date.parse(at) >= wanted);
}

/** Whether a second look may see what the first could not: the alarm's own event, or logs that had not come. `now` as above. */
export function deservesSecondLook(plan: Plan, { coverage }: Report, now: number): boolean {
  const { alarm } = plan;
  const isRecent = now < Date.parse(alarm.activity.to) + WORTH_A_SECOND_LOOK;
  if (alarm.kind === 'manual' || alarm.sample || !isRecent) return false;
  return coverage.trigger === 'not found' || (coverage.trigger === 'none' && !isDelivered(plan, coverage));
}
