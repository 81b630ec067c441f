import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BASE62, random } from '../../scripts/logs/random.ts';

describe('seeded chance', () => {
  test('gives the same values for the same seed', () => {
    const values = (seed: string) => {
      const chance = random(seed);
      return [chance.next(), chance.between(1, 1e9), chance.text(40, BASE62), chance.uuid()];
    };
    fc.assert(
      fc.property(fc.string(), (seed) => {
        expect(values(seed)).toEqual(values(seed));
      }),
    );
    expect(values('one')).not.toEqual(values('two'));
  });

  test('never gives two of many seeds the same ids, however far they are read', () => {
    const ids = Array.from({ length: 400 }, (_, file) => random(`file ${file}`)).flatMap((chance) =>
      Array.from({ length: 500 }, chance.uuid),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('stays between its bounds, which it reaches', () => {
    const range = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.nat(1000));
    fc.assert(
      fc.property(fc.string(), range, (seed, [low, width]) => {
        const drawn = random(seed).between(low, low + width);
        return drawn >= low && drawn <= low + width;
      }),
    );
    const chance = random('bounds');
    expect(new Set(Array.from({ length: 200 }, () => chance.between(1, 6)))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  test('writes ids of the asked length, each sign of the alphabet about equally often', () => {
    fc.assert(fc.property(fc.string(), fc.nat(100), (seed, length) => random(seed).text(length).length === length));
    const counts = Map.groupBy(random('signs').text(62_000, BASE62), (sign) => sign);
    expect(counts.size).toBe(62);
    for (const [, { length }] of counts) expect(Math.abs(length - 1000)).toBeLessThan(200);
    expect(random('id').uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('says so when there is nothing to pick', () => {
    expect(() => random('empty').pick([])).toThrow('nothing to pick at 0 of a list of 0; give a list that is not empty');
  });
});
