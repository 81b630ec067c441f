import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENTITIES, EntityName, entriesOf, limitedTo, sift } from '../../lib/core/entity.ts';
import { didYouMean, nearest } from '../../lib/core/nearest.ts';
import { NO_VALUE } from '../../lib/core/sql/parameters.ts';

describe('candidates', () => {
  it('are kept where they pass their rule, each once, in order', () => {
    const { entities, dropped } = sift([
      ['sourceIp', '198.51.100.7'],
      ['accessKeyId', 'AKIAEXAMPLEEXAMPLE01'],
      ['sourceIp', '2001:db8::7'],
      ['sourceIp', '198.51.100.7'],
      ['region', undefined],
      ['region', null],
      ['region', ''],
    ]);
    expect(entities).toEqual({ sourceIp: ['198.51.100.7', '2001:db8::7'], accessKeyId: ['AKIAEXAMPLEEXAMPLE01'] });
    expect(dropped).toEqual([]);
  });

  it('are dropped with the reason where they do not, cut to 200 characters, each once', () => {
    const { entities, dropped } = sift([
      ['sourceIp', '035.249.253.232'],
      ['sourceIp', '035.249.253.232'],
      ['sourceIp', 'fe80::1%eth0'],
      ['accountId', 111122223333],
      ['principalName', { toString: 'not a function' }],
      ['principalName', `${'a'.repeat(300)}!`],
      ['principalName', 'HIDDEN_DUE_TO_SECURITY_REASONS'],
    ]);
    expect(entities).toEqual({});
    expect(dropped.map(({ value }) => value)).toEqual([
      '035.249.253.232',
      'fe80::1%eth0',
      '111122223333',
      '(an object)',
      'a'.repeat(200),
      'HIDDEN_DUE_TO_SECURITY_REASONS',
    ]);
    expect(dropped[0]).toEqual({ name: 'sourceIp', value: '035.249.253.232', reason: 'is not a valid sourceIp (IPv4 or IPv6 address)' });
  });

  it('never pass with a character that acts, and never as the value that stands for none', () => {
    const acts = fc.constantFrom('\n', '\r', '\0', '\u001b', '\u202e', '\u2028', '\u200b');
    const text = fc.tuple(fc.string(), acts, fc.string()).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.constantFrom(...EntityName.options),
        fc.oneof(text, fc.constant(NO_VALUE)),
        (name, value) => !ENTITIES[name].test(value),
      ),
      { numRuns: 2000 },
    );
  });

  it('come to the same end however often they are sifted', () => {
    const names = fc.constantFrom(...EntityName.options);
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.oneof(fc.string(), fc.ipV4(), fc.uuid(), fc.anything()))), (candidates) => {
        const { entities } = sift(candidates);
        const again = sift(entriesOf(entities).flatMap(([name, values]) => values.map((value) => [name, value] as const)));
        expect(again.dropped).toEqual([]);
        expect(again.entities).toEqual(entities);
      }),
    );
  });
});

it('of many values the first are kept and the rest is listed', () => {
  expect(limitedTo(1, { region: ['eu-west-1', 'us-east-1'], accountId: [] })).toEqual({
    entities: { region: ['eu-west-1'] },
    dropped: [{ name: 'region', value: 'us-east-1', reason: 'is one of more than 1 values' }],
  });
});

describe('a mistyped name', () => {
  it('is nearest to the one that needs the fewest edits', () => {
    expect(nearest('ACCESKEY', ['accountId', 'accessKeyId'])).toBe('accessKeyId');
    expect(nearest('x', [])).toBeUndefined();
    expect(didYouMean('buckett', ['bucket', 'prefix'])).toBe("; did you mean 'bucket'?");
  });

  it('that is near to none is not guessed', () => {
    expect(didYouMean('notify', ['trail', 'access'])).toBe('');
  });

  it('is itself where it is no mistake', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme-ascii' }), { minLength: 1 }),
        (names) => nearest(names[0] ?? '', names)?.toLowerCase() === names[0]?.toLowerCase(),
      ),
    );
  });
});
