import type { Alarm } from '../alarm.ts';
import { choose, matchesGlob } from '../choose.ts';
import { InputError } from '../errors.ts';
import type { Catalogue } from '../runbook/runbook.ts';
import type { Settings } from '../settings.ts';
import { type CaseNames, caseNames } from './case-names.ts';
import { alarmIn, type Event, eventsIn } from './event.ts';
import { isForged, type Ours, type Refusal, refusal } from './refusal.ts';

/** What becomes of an event. */
export type Decision =
  | { readonly kind: 'start'; readonly names: CaseNames; readonly alarm: Alarm; readonly received: Event }
  | { readonly kind: 'refuse'; readonly because: Refusal }
  /** It should have been an alarm and is none: a person has to look at it. */
  | { readonly kind: 'set aside'; readonly reason: string };

/** What decisions are made by. */
export interface Judging {
  readonly ours: Omit<Ours, 'trail'>;
  readonly catalogue: Catalogue;
  readonly settings: Settings;
}

/** What becomes of a message: of each of its events. */
export function decide(body: string, judging: Judging): Decision[] {
  return orSetAside(() => eventsIn(body).flatMap((event) => orSetAside(() => [judge(event, judging)])));
}

function judge(event: Event, { ours, catalogue, settings }: Judging): Decision {
  if (isForged(event)) return { kind: 'refuse', because: 'forged' };
  const alarm = alarmIn(event);
  const because = refusal(event, alarm, { ...ours, trail: settings.trail });
  if (because !== undefined) return { kind: 'refuse', because };
  if (choose(alarm, catalogue).length > 0) return { kind: 'start', names: caseNames(alarm), alarm, received: event };
  // The rule for CloudWatch alarms lets in names that no trigger has; those that settings name were meant.
  const isMeant = alarm.kind !== 'cloudwatch' || settings.triggers.alarms.some((glob) => matchesGlob(glob, alarm.type));
  if (!isMeant) return { kind: 'refuse', because: 'unanswered' };
  throw new InputError(`no runbook answers '${alarm.type}'; add the name to a runbook's triggers`);
}

function orSetAside(decisions: () => Decision[]): Decision[] {
  try {
    return decisions();
  } catch (thrown) {
    if (thrown instanceof InputError) return [{ kind: 'set aside', reason: thrown.message }];
    throw thrown;
  }
}
