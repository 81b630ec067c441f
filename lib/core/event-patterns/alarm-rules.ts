import type { EventRule } from '../event-patterns.ts';
import type { Catalogue } from '../runbook/runbook.ts';
import type { Settings } from '../settings.ts';
import { type Filter, filterOfAnyCase } from './filter-of.ts';
import { split } from './split.ts';

/**
 * CloudWatch alarms that go off. Names are matched in either case, as triggers are; where a glob cannot be said so, the rule takes alarms of
 * every name, and the start function decides by the triggers themselves: an alarm that slips through a pattern is worse than a message read
 * for nothing.
 */
export function alarmRules(catalogue: Catalogue, { triggers }: Settings): EventRule[] {
  const globs = [...catalogue.values()].flatMap((runbook) => runbook.triggers.alarms).concat(triggers.alarms);
  const filters = [...new Set(globs.map((glob) => glob.toLowerCase()))].toSorted().map(filterOfAnyCase);
  if (filters.length === 0) return [];
  const rule = { id: 'alarms', description: 'CloudWatch alarms that go off', allManagementEvents: false };
  const names = filters.filter((filter) => filter !== undefined);
  if (names.length < filters.length) return [{ ...rule, pattern: patternOf(undefined) }];
  return split({ ...rule, alternatives: names, patternOf });
}

const patternOf = (alarmName: readonly Filter[] | undefined) => ({
  source: ['aws.cloudwatch'],
  'detail-type': ['CloudWatch Alarm State Change'],
  detail: { ...(alarmName && { alarmName }), state: { value: ['ALARM'] } },
});
