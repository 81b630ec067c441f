import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordScanner } from '../../../lib/local/duckdb/record-scanner.ts';

describe('the scanner for records', () => {
  const scan = (pieces: readonly string[]) => {
    const objects: string[] = [];
    let broken = 0;
    const scanner = recordScanner({ object: (text) => objects.push(text), broken: () => broken++ });
    for (const piece of pieces) scanner.take(piece);
    return { objects, broken, isOpen: scanner.end() };
  };
  const record = fc.record({
    eventID: fc.string({ unit: 'binary' }),
    requestParameters: fc.json().map((text): unknown => JSON.parse(text)),
  });
  const wrapped = fc.constantFrom<(texts: string[]) => string>(
    (texts) => `{"Records":[${texts.join(',')}]}`,
    (texts) => `{"NextToken":"{", "Events" : [\n${texts.join(',\n')}\n] }`,
    (texts) => texts.join('\n'),
    (texts) => `[${texts.join(', ')}]`,
  );

  test('finds exactly the records of any text, wherever its pieces end', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 5 }), wrapped, fc.infiniteStream(fc.integer({ min: 1, max: 7 })), (all, wrap, sizes) => {
        const texts = all.map((one) => JSON.stringify(one));
        const pieces: string[] = [];
        for (let rest = wrap(texts); rest !== ''; rest = rest.slice(pieces.at(-1)?.length)) pieces.push(rest.slice(0, sizes.next().value));
        expect(scan(pieces)).toEqual({ objects: texts, broken: 0, isOpen: false });
      }),
    );
  });
  test('ends on any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '\n', 'a', ':', ' ') })), (pieces) => void scan(pieces)),
    );
  });
});
