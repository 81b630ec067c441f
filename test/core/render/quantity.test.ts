import { describe, expect, it } from 'vitest';
import { bytes, count, dollars, duration, moment } from '../../../lib/core/render/quantity.ts';

describe('quantities as people read them', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [18_432_000, '18.4 MB'],
    [2.5e15, '2,500 TB'],
  ])('%d bytes are %s', (size, text) => {
    expect(bytes(size)).toBe(text);
  });

  it.each([
    [0, '$0.00'],
    [0.0005, 'less than $0.01'],
    [0.01, '$0.01'],
    [12.345, '$12.35'],
  ])('%d dollars are %s', (sum, text) => {
    expect(dollars(sum)).toBe(text);
  });

  it('counts one thing and many', () => {
    expect([count(1, 'row'), count(12_345, 'row'), count(0, 'query', 'queries')]).toEqual(['1 row', '12,345 rows', '0 queries']);
  });

  it('gives seconds, and minutes from two on', () => {
    expect([duration(0.04), duration(48.44), duration(119), duration(150)]).toEqual(['0 s', '48.4 s', '119 s', '2.5 min']);
  });

  it('writes a moment as prose has it', () => {
    expect(moment('2026-06-01T03:12:45Z')).toBe('2026-06-01 03:12:45 UTC');
  });
});
