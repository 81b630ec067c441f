import { describe, expect, it } from 'vitest';
import { parseAlarms } from '../../lib/core/alarm/parse.ts';
import { choose } from '../../lib/core/choose.ts';
import { InputError } from '../../lib/core/errors.ts';
import { eventRules } from '../../lib/core/event-patterns.ts';
import { catalogueOf } from '../../lib/core/runbook/catalogue.ts';
import type { Catalogue } from '../../lib/core/runbook/runbook.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { packageFolder, readRunbooks } from '../../lib/local/runbook-folder.ts';
import { matchesPattern } from '../support/event-pattern.ts';
import { filesIn, present, read } from './alarm/shared-data.ts';

const shipped = catalogueOf(readRunbooks(packageFolder('runbooks')));
/** Triggers for every service say what helps with an alarm, not what is one. */
const starting: Catalogue = new Map(
  [...shipped].map(([id, runbook]) => {
    const cloudtrail = runbook.triggers.cloudtrail.filter(({ source }) => source !== '*');
    return [id, { ...runbook, triggers: { ...runbook.triggers, cloudtrail } }];
  }),
);
const named = [...starting.values()].filter(({ triggers }) => triggers.cloudtrail.length > 0).map(({ id }) => id);
const rules = eventRules(shipped, parseSettings({ triggers: { cloudtrail: named } }, 'settings'));
const idsFor = (event: unknown) => rules.filter(({ pattern }) => matchesPattern(pattern, event)).map(({ id }) => id);

/** Whole events; bare findings and messages of SNS arrive in other ways. */
const eventsOf = (file: string): object[] => [JSON.parse(read(file))].flat().filter((event) => 'detail-type' in event);

describe.skipIf(!present)('rules over recorded events (skipped where ../shared/data is absent)', () => {
  it.each(filesIn('cases/*/alarm-guardduty.json'))('%s starts one where it is severe enough', (file) => {
    for (const event of eventsOf(file)) {
      const { severity } = Object(Reflect.get(event, 'detail'));
      expect(idsFor(event)).toEqual(severity >= 4 ? ['guardduty'] : []);
    }
  });

  it.each(filesIn('cases/*/alarm-cloudtrail.json'))('%s starts one exactly where a runbook names the call', (file) => {
    for (const event of eventsOf(file)) {
      const isNamed = parseAlarms(event).some((alarm) => choose(alarm, starting).length > 0);
      expect(idsFor(event)).toHaveLength(isNamed ? 1 : 0);
    }
  });

  it('match only what is an alarm that a runbook answers', () => {
    const events = filesIn('{eventbridge,guardduty}/*/*.json').flatMap(eventsOf);
    const matching = events.filter((event) => idsFor(event).length > 0);
    expect(events.length).toBeGreaterThan(30);
    expect(matching.length).toBeGreaterThan(5);
    expect(matching.length).toBeLessThan(events.length);
    for (const event of matching) expect(isAnswered(event) || Reflect.get(event, 'source') === 'aws.cloudwatch').toBe(true);
  });
});

function isAnswered(event: object): boolean {
  try {
    return parseAlarms(event).every((alarm) => choose(alarm, shipped).length > 0);
  } catch (thrown) {
    if (thrown instanceof InputError) return false;
    throw thrown;
  }
}
