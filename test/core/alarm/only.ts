import { parseAlarms } from '../../../lib/core/alarm/parse.ts';
import type { Alarm } from '../../../lib/core/alarm.ts';

/** The one alarm in an input that has exactly one. */
export function only(input: unknown): Alarm {
  const [alarm, ...others] = parseAlarms(input);
  if (alarm === undefined || others.length > 0) throw new Error(`${others.length + 1} alarms, expected one`);
  return alarm;
}
