import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bind, NO_VALUE, placeholders } from '../../../lib/core/sql/parameters.ts';

const namesIn = (sql: string): string[] => placeholders(sql).map(({ name }) => name);
const list = (...values: string[]) => ({ kind: 'list', values, none: NO_VALUE }) as const;

describe('placeholders', () => {
  test('are found where they stand', () => {
    const sql = 'WHERE a IN (:one) AND b > :two_2';
    expect(placeholders(sql).map(({ start, end }) => sql.slice(start, end))).toEqual([':one', ':two_2']);
  });

  test.each([
    ["'10:30 :a' || :b", ['b']],
    [`":a" = :b`, ['b']],
    ["'it''s :a' = :b", ['b']],
    ['-- :a\n:b', ['b']],
    ['/* :a\n :c */ :b', ['b']],
    ['x::integer = :b', ['b']],
    ["'not closed :a", []],
    ['/* not closed :a', []],
    ["a = 'x\\' AND :b = 'y'", ['b']],
    [': a :1', []],
  ])('in %s are %j', (sql, names) => {
    expect(namesIn(sql)).toEqual(names);
  });

  test('never come from a string, a quoted name or a comment, whatever stands in it', () => {
    const inside = fc.string({ unit: fc.constantFrom(':', 'a', "'", '"', '-', '/', '*', ' ', '\n', '`', '\\', '?') });
    const hidden = inside.chain((text) =>
      fc.constantFrom(
        `'${text.replaceAll("'", "''")}'`,
        `"${text.replaceAll('"', '""')}"`,
        `/*${text.replaceAll('*/', '')} */`,
        `--${text.replaceAll('\n', '')}\n`,
      ),
    );
    const parts = fc.array(fc.oneof(hidden, fc.constant(' :seen ')));
    fc.assert(
      fc.property(parts, (texts) => {
        expect(namesIn(texts.join(' '))).toEqual(texts.filter((text) => text === ' :seen ').map(() => 'seen'));
      }),
    );
  });
});

describe('bind', () => {
  test('puts a ? for each value of a list, in order', () => {
    expect(bind('a IN (:a) AND b IN (:b) AND c IN (:a)', { a: list('1', '2'), b: list('3') })).toEqual({
      sql: 'a IN (?, ?) AND b IN (?) AND c IN (?, ?)',
      parameters: ['1', '2', '3', '1', '2'],
    });
  });

  test('binds a number as a number', () => {
    expect(bind('n >= :least', { least: { kind: 'number', value: 5 } })).toEqual({ sql: 'n >= ?', parameters: [5] });
  });

  test('binds a value that nothing equals for an empty list', () => {
    expect(bind('a IN (:a)', { a: list() })).toEqual({ sql: 'a IN (?)', parameters: [NO_VALUE] });
  });

  test('refuses a name without a value, and says which ones there are', () => {
    expect(() => bind('a IN (:b)', { a: list('1') })).toThrow("no value for ':b'; bind ':a', or take it out of the SQL");
    expect(() => bind('a IN (:toString)', {})).toThrow("no value for ':toString'");
  });

  test('never makes a value part of the text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (values) => {
        const { sql, parameters } = bind('a IN (:a)', { a: list(...values) });
        expect(sql).toBe(`a IN (${values.map(() => '?').join(', ')})`);
        expect(parameters).toEqual(values);
      }),
    );
  });
});
