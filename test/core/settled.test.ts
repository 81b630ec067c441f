import { describe, expect, test } from 'vitest';
import type { Coverage } from '../../lib/core/investigation.ts';
import { planFor } from '../../lib/core/plan-for.ts';
import { deservesSecondLook, isSettled } from '../../lib/core/settled.ts';
import { reportOf, roundWith } from './concluded.ts';
import { alarmWith, EVENT, planningWith } from './example-alarm.ts';
import { coverage, evidence } from './fake-world.ts';

const alarm = alarmWith();
const plan = planFor(alarm, planningWith());
const at = (time: string) => Date.parse(`2026-06-01T${time}:00Z`);
const delivered = (time: string, region = 'eu-west-1', account = '111122223333'): Coverage => ({
  ...coverage,
  newest: [{ account, region, at: `2026-06-01T${time}:00Z` }],
});

describe('the logs are settled', () => {
  test.each([
    ['when a file came well after the activity, where it happened', delivered('04:05'), '04:06', true],
    ['not when the newest file is from just after it', delivered('04:04'), '04:06', false],
    ['not by a file of another Region', delivered('04:10', 'us-east-1'), '04:12', false],
    ['not by a file of another account', delivered('04:10', 'eu-west-1', '444455556666'), '04:12', false],
    ['not when there is no file yet', coverage, '04:19', false],
    ['when nothing has come for so long that waiting is no use', coverage, '04:20', true],
  ])('%s', (_, listed, time, expected) => {
    expect(isSettled(plan, listed, at(time))).toBe(expected);
  });
});

describe('a second look', () => {
  const withEvent = planFor(alarmWith({ entities: { ...alarm.entities, eventId: [EVENT] } }), planningWith());
  const reportWith = (found: string[]) => reportOf({ rounds: [roundWith([], { plan: withEvent, evidence: { ...evidence, found } })] });
  test('is due when the event of the alarm had not arrived', () => {
    expect(deservesSecondLook(withEvent, reportWith([]), at('05:00'))).toBe(true);
    expect(deservesSecondLook(withEvent, reportWith([EVENT]), at('05:00'))).toBe(false);
  });
  test('is due when the alarm names no event and no log had come after it', () => {
    expect(deservesSecondLook(plan, reportOf({ coverage: delivered('03:00') }), at('05:00'))).toBe(true);
    expect(deservesSecondLook(plan, reportOf({ coverage: delivered('04:30') }), at('05:00'))).toBe(false);
  });
  test('is never due for what is long past, was asked for by hand, or is made up', () => {
    expect(deservesSecondLook(withEvent, reportWith([]), at('07:00'))).toBe(false);
    for (const parts of [{ kind: 'manual', time: alarm.time } as const, { sample: true }]) {
      expect(deservesSecondLook({ ...withEvent, alarm: { ...withEvent.alarm, ...parts } }, reportWith([]), at('05:00'))).toBe(false);
    }
  });
});
