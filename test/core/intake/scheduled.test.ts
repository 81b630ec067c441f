import { describe, expect, it } from 'vitest';
import { parseAlarms } from '../../../lib/core/alarm/parse.ts';
import { InputError } from '../../../lib/core/errors.ts';
import { Scheduled, scheduledStart } from '../../../lib/core/intake/scheduled.ts';
import { planFor } from '../../../lib/core/plan-for.ts';
import { catalogueOf } from '../../../lib/core/runbook/catalogue.ts';
import { parseSettings } from '../../../lib/core/settings.ts';
import { packageFolder, readRunbooks } from '../../../lib/local/runbook-folder.ts';
import { planningWith } from '../example-alarm.ts';

const audit = {
  name: 'keys',
  schedule: 'rate(1 day)',
  runbooks: ['access-key-activity'],
  parameters: { accessKeyId: ['AKIAEXAMPLEEXAMPLE01'] },
};
const settings = parseSettings({ audits: [audit] }, 'settings');
const AT = '2026-06-01T03:00:00Z';
const NOW = Date.parse('2026-06-01T03:00:07.500Z');

describe('an audit', () => {
  it('asks for its runbooks over the time it looks back, and says why', () => {
    const { name, input } = scheduledStart({ audit: 'keys', at: AT }, settings, NOW);
    expect(name).toMatch(/^audit-20260601t030000z-[0-9a-f]{12}$/);
    expect(input).toEqual({
      request: {
        ...{ runbooks: audit.runbooks, parameters: audit.parameters },
        from: '2026-05-31T03:00:00Z',
        to: AT,
        reason: 'Audit keys',
      },
      startedBy: 'the schedule of the audit keys',
    });
  });

  it('is the same for each delivery of one scheduled time, and without one of this moment', () => {
    const name = (at: string | undefined, now: number) => scheduledStart({ audit: 'keys', ...(at && { at }) }, settings, now).name;
    expect(name(AT, NOW)).toBe(name('2026-06-01T03:00:00.000Z', NOW + 90_000));
    expect(name(AT, NOW)).not.toBe(name('2026-06-02T03:00:00Z', NOW));
    expect(name(undefined, NOW)).toMatch(/^audit-20260601t030007z-/);
  });

  it('has a name that folders and roles take, however long its own is', () => {
    const longest = { ...audit, name: 'a'.repeat(31) };
    const { name } = scheduledStart({ audit: longest.name, at: AT }, parseSettings({ audits: [longest] }, 'settings'), NOW);
    expect(name).toMatch(/^[a-z0-9-]{2,46}$/);
  });

  it('that the settings do not have is refused', () => {
    expect(() => scheduledStart({ audit: 'gone' }, settings, NOW)).toThrow(InputError);
    expect(Scheduled.safeParse({ audit: 'keys', runbooks: ['x'] }).success).toBe(false);
  });
});

describe('the canary', () => {
  it('is a request that the shipped runbooks can answer, over an hour whose logs are there', () => {
    const { name, input } = scheduledStart({ canary: true, at: AT }, settings, NOW);
    expect(name).toMatch(/^canary-20260601t030000z-/);
    const catalogue = catalogueOf(readRunbooks(packageFolder('runbooks')));
    const plans = parseAlarms(input.request).map((alarm) => planFor(alarm, planningWith({ catalogue, now: NOW, id: name })));
    expect(plans).toMatchObject([
      {
        id: name,
        runbooks: [{ id: 'logging-tampering' }],
        alarm: { activity: { from: '2026-06-01T01:00:00Z', to: '2026-06-01T02:00:00Z' } },
      },
    ]);
  });
});
