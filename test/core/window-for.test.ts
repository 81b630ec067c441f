import { describe, expect, it } from 'vitest';
import { InputError } from '../../lib/core/errors.ts';
import { windowFor } from '../../lib/core/window-for.ts';
import { alarmWith } from './example-alarm.ts';

const LATER = Date.parse('2026-06-03T00:00:00Z');
const given = { from: '2026-05-01T00:00:00Z', to: '2026-05-02T00:00:00Z' };

describe('the window', () => {
  it.each([
    ['guardduty', '2026-06-01T02:00:00Z', '2026-06-01T05:00:00Z'],
    ['securityhub', '2026-06-01T02:00:00Z', '2026-06-01T05:00:00Z'],
    ['cloudtrail', '2026-06-01T02:00:00Z', '2026-06-01T05:00:00Z'],
    ['cloudwatch', '2026-06-01T02:45:00Z', '2026-06-01T04:00:00Z'],
    ['manual', '2026-06-01T03:00:00Z', '2026-06-01T04:00:00Z'],
  ] as const)('of a %s alarm about 3 to 4 is %s to %s', (kind, from, to) => {
    expect(windowFor(alarmWith({ kind }), { now: LATER })).toEqual({ from, to });
  });

  it('ends now, where the alarm is fresh', () => {
    const now = Date.parse('2026-06-01T04:10:00Z');
    expect(windowFor(alarmWith(), { now }).to).toBe('2026-06-01T04:10:00Z');
  });

  it('may end in the future, where a person asked for that', () => {
    const now = Date.parse('2026-06-01T03:30:00Z');
    expect(windowFor(alarmWith({ kind: 'manual' }), { now }).to).toBe('2026-06-01T04:00:00Z');
    expect(windowFor(alarmWith(), { now, window: { to: '2026-06-01T09:00:00Z' } }).to).toBe('2026-06-01T09:00:00Z');
  });

  it('is the one that was given, each end for itself', () => {
    expect(windowFor(alarmWith(), { now: LATER, window: given })).toEqual(given);
    expect(windowFor(alarmWith(), { now: LATER, window: { from: given.from } })).toEqual({ from: given.from, to: '2026-06-01T05:00:00Z' });
  });

  it.each([
    ['that ends before it begins', { now: LATER, window: { from: given.to, to: given.from } }],
    ['that is empty', { now: LATER, window: { from: given.to, to: given.to } }],
    ['of an alarm of the future', { now: Date.parse('2026-01-01T00:00:00Z') }],
  ])('%s is refused', (_which, planning) => {
    expect(() => windowFor(alarmWith(), planning)).toThrow(InputError);
    expect(() => windowFor(alarmWith(), planning)).toThrow('is empty; --from must be before --to');
  });
});
