import { createHash } from 'node:crypto';
import type { Alarm } from '../alarm.ts';
import { SEVERITIES, type Severity } from '../severity.ts';
import { DAY } from '../time.ts';

/** By which names of executions an alarm is known. */
export interface CaseNames {
  /** The alarm's own, `[a-z0-9-]{2,46}`: the same for each of its deliveries, so that Step Functions itself refuses the second. */
  readonly name: string;
  /** Where one of these has run, the alarm brings nothing new: an investigation of the same case was as severe, or more. */
  readonly covering: readonly string[];
  /** Earlier investigations of the same case, the first one first; not all of them have run. */
  readonly earlier: readonly string[];
}

/** The names of an alarm. */
export const caseNames = (alarm: Alarm): CaseNames => CASES[alarm.kind](alarm);

/** The name of the execution that investigates an alarm. */
export const executionName = (alarm: Alarm): string => caseNames(alarm).name;

/** An event happens once. */
const once = (alarm: Alarm): CaseNames => ({ name: nameOf(alarm.time, [alarm.dedupKey]), covering: [], earlier: [] });

/**
 * A finding is sent again with each update, every 15 minutes to 6 hours, for as long as the activity goes on (GuardDuty User Guide,
 * "Processing GuardDuty findings with EventBridge"). It is looked at again where it got worse, and once for each day that it goes on.
 * Deliveries come in any order: a lower severity that comes after a higher one of the same day is old news.
 */
function ofFinding(alarm: Alarm): CaseNames {
  const day = dayOf(alarm);
  const named = (on: number, severity: Severity) =>
    nameOf(alarm.time, [alarm.dedupKey, alarm.sample ? 'sample' : 'real', `${on}`, severity]);
  const rank = SEVERITIES.indexOf(alarm.severity);
  const lowestFirst = SEVERITIES.toReversed();
  const daysBefore = [...new Set([0, Math.max(0, day - 1)])].filter((before) => before < day);
  return {
    name: named(day, alarm.severity),
    covering: SEVERITIES.slice(0, rank).map((severity) => named(day, severity)),
    earlier: [
      ...daysBefore.flatMap((before) => lowestFirst.map((severity) => named(before, severity))),
      ...SEVERITIES.slice(rank + 1)
        .toReversed()
        .map((severity) => named(day, severity)),
    ],
  };
}

/** Periods of 24 hours between the finding's creation and its latest activity. */
const dayOf = ({ time, activity }: Alarm): number => Math.max(0, Math.floor((Date.parse(activity.to) - Date.parse(time)) / DAY));

/**
 * An alarm that flaps is one case an hour. This also ends the echo of our own work: the CIS alarm "IAM policy changes" counts the
 * PutRolePolicy and DeleteRolePolicy with which an investigation opens and closes its access, and goes off some five minutes later. It names
 * no principal by which the event could be told from an intruder's, so it can't be refused; but it falls into the hour of the alarm that
 * it echoes, or starts one investigation in the next. So there is at most one an hour, and limits.perHour stays for other alarms.
 */
function hourly({ time, account, region, type }: Alarm): CaseNames {
  const hour = `${time.slice(0, 13)}:00:00Z`;
  return { name: nameOf(hour, ['cloudwatch', account ?? '-', region ?? '-', type]), covering: [], earlier: [] };
}

const CASES: Readonly<Record<Alarm['kind'], (alarm: Alarm) => CaseNames>> = {
  guardduty: ofFinding,
  securityhub: ofFinding,
  cloudtrail: once,
  cloudwatch: hourly,
  manual: once,
};

/** A time and twelve digits of a hash: readable, sorted by time, and nothing in it is text of the alarm. */
export function nameOf(time: string, key: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 12);
  return `${time.replace(/[-:]/g, '').toLowerCase()}-${hash}`;
}
