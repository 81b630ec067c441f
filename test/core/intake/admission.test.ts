import { describe, expect, it } from 'vitest';
import { admission } from '../../../lib/core/intake/admission.ts';
import { whyOf } from '../../../lib/core/intake/why-waiting.ts';
import { parseSettings } from '../../../lib/core/settings.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const MINUTE = 60_000;
const { limits } = parseSettings({ limits: { atOnce: 2, perHour: 3 } }, 'settings');
const load = (running: readonly string[], minutesAgo: readonly number[] = []) => ({
  running: new Set(running),
  started: new Map(minutesAgo.map((ago, index) => [`started-${index}`, NOW - ago * MINUTE])),
});

describe('one more', () => {
  it('starts while there is room', () => {
    expect(admission(load([]), limits, NOW)).toEqual({ kind: 'admit' });
    expect(admission(load(['a'], [5, 10]), limits, NOW)).toEqual({ kind: 'admit' });
  });

  it('waits for a minute where as many run as may', () => {
    expect(admission(load(['a', 'b']), limits, NOW)).toEqual({ kind: 'wait', because: 'at once', seconds: 60 });
  });

  it('waits until the oldest of the hour is an hour old, from a minute to a quarter of an hour', () => {
    const waits = (...ago: readonly number[]) => admission(load([], ago), limits, NOW);
    expect(waits(50, 30, 10)).toEqual({ kind: 'wait', because: 'per hour', seconds: 600 });
    expect(waits(59.9, 30, 10)).toMatchObject({ seconds: 60 });
    expect(waits(20, 10, 1)).toMatchObject({ seconds: 900 });
    expect(waits(60, 30, 10)).toEqual({ kind: 'admit' });
    // The limit was lowered: two have to go.
    expect(waits(58, 50, 30, 10)).toMatchObject({ seconds: 600 });
  });
});

describe('why alarms wait', () => {
  it.each([
    ['at once', load(['a', 'b']), '2 investigations run, and limits.atOnce lets 2 run at once.'],
    ['per hour', load([], [1, 2, 3]), '3 started within the last hour, and limits.perHour lets 3 start.'],
  ] as const)('is said with the numbers of the limit: %s', (because, now, sentence) => {
    expect(whyOf({ kind: 'wait', because, seconds: 60 }, now, limits)).toBe(sentence);
  });
});
