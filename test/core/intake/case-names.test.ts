import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseNames, executionName } from '../../../lib/core/intake/case-names.ts';
import { SEVERITIES } from '../../../lib/core/severity.ts';
import { DAY, shift } from '../../../lib/core/time.ts';
import { alarmWith } from '../example-alarm.ts';

const KINDS = ['guardduty', 'securityhub', 'cloudtrail', 'cloudwatch', 'manual'] as const;
const CREATED = '2026-06-01T04:30:00Z';
/** A finding whose activity ends so many milliseconds after it was created. */
const until = (milliseconds: number, severity: (typeof SEVERITIES)[number] = 'high') =>
  alarmWith({ severity, activity: { from: CREATED, to: shift(CREATED, milliseconds) } });

describe('the name of an execution', () => {
  it('is one that Step Functions, S3 and STS take, whatever the alarm says', () => {
    const alarms = fc.record({ kind: fc.constantFrom(...KINDS), type: fc.string(), dedupKey: fc.string({ unit: 'binary' }) });
    fc.assert(
      fc.property(alarms, (parts) => {
        const { name, covering, earlier } = caseNames(alarmWith(parts));
        for (const one of [name, ...covering, ...earlier]) expect(one).toMatch(/^[a-z0-9-]{2,46}$/);
      }),
    );
  });

  it('sorts by the time of the alarm and is the same each time', () => {
    expect(executionName(alarmWith())).toMatch(/^20260601t043000z-[0-9a-f]{12}$/);
    expect(executionName(alarmWith())).toBe(executionName(alarmWith({ title: 'of other words', entities: {} })));
  });

  it('is another for another alarm, a sample, a worse finding and another day of it', () => {
    const others = [
      until(0),
      alarmWith({ ...until(0), dedupKey: 'other' }),
      alarmWith({ ...until(0), sample: true }),
      until(0, 'critical'),
      until(DAY),
      until(2 * DAY),
    ];
    expect(new Set(others.map(executionName)).size).toBe(others.length);
    expect(executionName(until(DAY - 1000))).toBe(executionName(until(0)));
  });

  it('of a finding is the same for activity before it was created', () => {
    expect(executionName(until(-DAY))).toBe(executionName(until(0)));
  });
});

describe('other names of a case', () => {
  it('cover a finding where they are as of a higher severity on the same day', () => {
    expect(caseNames(until(0, 'medium')).covering).toEqual([executionName(until(0, 'critical')), executionName(until(0, 'high'))]);
    expect(caseNames(until(0, 'critical')).covering).toEqual([]);
  });

  it('are earlier where they are of the first day, the day before, and of lower severities, the first one first', () => {
    expect(caseNames(until(0, 'medium')).earlier).toEqual([executionName(until(0, 'info')), executionName(until(0, 'low'))]);
    const { name, earlier } = caseNames(until(5 * DAY, 'high'));
    expect(earlier.slice(0, 2)).toEqual([executionName(until(0, 'info')), executionName(until(0, 'low'))]);
    expect(earlier.slice(5, 10).toSorted()).toEqual(SEVERITIES.map((severity) => executionName(until(4 * DAY, severity))).toSorted());
    expect(earlier).not.toContain(name);
    expect(new Set(earlier).size).toBe(earlier.length);
  });

  it('do not exist for what happens once', () => {
    for (const kind of ['cloudtrail', 'cloudwatch', 'manual'] as const) {
      expect(caseNames(alarmWith({ kind }))).toMatchObject({ covering: [], earlier: [] });
    }
  });
});
