import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Timestamp } from '../../lib/core/alarm.ts';
import { InputError } from '../../lib/core/errors.ts';
import { atLeast, bySeverity, SEVERITIES } from '../../lib/core/severity.ts';
import { DAY, dayFolder, dayFolders, parseTime, shift, timestamp } from '../../lib/core/time.ts';

const moments = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2999, 0, 1) });

describe('a time that a person types', () => {
  it.each([
    ['2026-06-01', '2026-06-01T00:00:00Z'],
    ['2026-06-01T03:04', '2026-06-01T03:04:00Z'],
    [' 2026-06-01 03:04:05 ', '2026-06-01T03:04:05Z'],
    ['2026-06-01T03:04:05.999z', '2026-06-01T03:04:05Z'],
    ['2026-06-01T03:04:05+02:00', '2026-06-01T01:04:05Z'],
    ['2026-06-01T03:04-0530', '2026-06-01T08:34:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
  ])('as %j is %s', (text, time) => {
    expect(parseTime(text, '--from')).toBe(time);
  });

  it.each([
    '',
    'yesterday',
    '2026-6-1',
    '2026-02-29',
    '2026-13-01',
    '2026-06-01T25:00',
    '2026-06-01T03',
    '01/06/2026',
    '2026-06-01T03:04:05+99:99',
  ])('as %j is refused with its name and an example', (text) => {
    expect(() => parseTime(text, '--from')).toThrow(InputError);
    expect(() => parseTime(text, '--from')).toThrow(`--from '${text}' is not a time; write it like 2026-06-01T03:00:00Z`);
  });

  it('gives back every moment that we print, and throws nothing but sentences', () => {
    fc.assert(fc.property(moments, (at) => parseTime(timestamp(at), 't') === timestamp(at)));
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789-:T.Z+ ') }));
    fc.assert(
      fc.property(text, (any) => {
        try {
          expect(Timestamp.safeParse(parseTime(any, 't')).success).toBe(true);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(InputError);
        }
      }),
    );
  });
});

describe('moments', () => {
  it('sort as texts as they do in time', () => {
    fc.assert(
      fc.property(
        moments,
        moments,
        (a, b) =>
          Math.sign(Math.floor(a / 1000) - Math.floor(b / 1000)) ===
          (timestamp(a) < timestamp(b) ? -1 : Number(timestamp(a) > timestamp(b))),
      ),
    );
  });

  it('are moved by milliseconds, back and forth', () => {
    expect(shift('2026-03-01T00:30:00Z', -DAY)).toBe('2026-02-28T00:30:00Z');
    fc.assert(
      fc.property(
        moments,
        fc.integer({ min: -1e6, max: 1e6 }),
        (at, seconds) => shift(shift(timestamp(at), seconds * 1000), -seconds * 1000) === timestamp(at),
      ),
    );
  });

  it('lie in the folder of their day', () => {
    expect(dayFolder('2026-06-01T23:59:59Z')).toBe('2026/06/01');
    expect(dayFolders('2024/02/28', '2024/03/01')).toEqual(['2024/02/28', '2024/02/29', '2024/03/01']);
    expect(dayFolders('2026/06/02', '2026/06/01')).toEqual([]);
  });
});

it('severities are ordered, the most severe first', () => {
  expect([...SEVERITIES].toReversed().toSorted(bySeverity)).toEqual(['critical', 'high', 'medium', 'low', 'info']);
  expect(SEVERITIES.filter((severity) => atLeast(severity, 'medium'))).toEqual(['critical', 'high', 'medium']);
});
