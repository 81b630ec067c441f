import type { Alarm } from './alarm.ts';
import { findRunbook } from './runbook/catalogue.ts';
import type { Catalogue, Runbook } from './runbook/runbook.ts';
import { bySeverity } from './severity.ts';

/** A runbook that an alarm calls for. */
export interface Choice {
  readonly runbook: Runbook;
  /** Why, for a person. */
  readonly because: string;
}

interface Match {
  readonly because: string;
  /** Letters of the trigger that are no wildcard: the more, the more telling. */
  readonly weight: number;
}

/**
 * Runbooks whose triggers fit the alarm, the most telling first. What a person asked for comes in the order in which it was asked, each
 * once; an InputError where one of them does not exist.
 */
export function choose(alarm: Alarm, catalogue: Catalogue): Choice[] {
  if (alarm.request !== undefined) {
    return [...new Set(alarm.request.runbooks)].map((id) => ({ runbook: findRunbook(catalogue, id), because: 'it was asked for' }));
  }
  const matches = [...catalogue.values()].flatMap((runbook) => {
    const best = matchesOf(alarm, runbook).toSorted((a, b) => b.weight - a.weight)[0];
    return best === undefined ? [] : [{ runbook, ...best }];
  });
  return matches
    .toSorted((a, b) => b.weight - a.weight || bySeverity(a.runbook.severity, b.runbook.severity) || (a.runbook.id < b.runbook.id ? -1 : 1))
    .map(({ runbook, because }) => ({ runbook, because }));
}

function matchesOf(alarm: Alarm, { triggers }: Runbook): Match[] {
  const matches: Match[] = [];
  const consider = (globs: readonly string[], text: string, because: (glob: string) => string) => {
    for (const glob of globs.filter((candidate) => matchesGlob(candidate, text))) {
      matches.push({ because: because(glob), weight: glob.replaceAll('*', '').length });
    }
  };
  if (alarm.kind === 'guardduty' || alarm.kind === 'securityhub') {
    consider(triggers.guardduty, alarm.type, (glob) =>
      glob === '*' ? 'it follows what the finding names' : `the finding type matches ${glob}`,
    );
  }
  if (alarm.kind === 'cloudwatch') consider(triggers.alarms, alarm.type, (glob) => `the alarm's name matches ${glob}`);
  for (const call of callsOf(alarm)) {
    const globs = triggers.cloudtrail.flatMap(({ source, names }) => names.map((name) => `${source}:${name}`));
    consider(globs, call, (glob) => (glob === '*:*' ? 'it follows what the event names' : `the call matches ${glob}`));
  }
  return matches;
}

/** The calls that an alarm is about, as `iam.amazonaws.com:CreateAccessKey`. */
function callsOf({ kind, type, entities }: Alarm): string[] {
  if (kind === 'cloudtrail') return [type];
  const { eventSource = [], eventName = [] } = entities;
  return eventSource.flatMap((source) => eventName.map((name) => `${source}:${name}`));
}

/** `*` stands for any characters; letters of either case are the same. */
export function matchesGlob(glob: string, text: string): boolean {
  const pattern = glob.split('*').map(RegExp.escape).join('.*');
  return new RegExp(`^${pattern}$`, 'is').test(text);
}
