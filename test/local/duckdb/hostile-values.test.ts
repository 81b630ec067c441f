import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bind, NO_VALUE } from '../../../lib/core/sql/parameters.ts';
import { loadSmallLog } from './small-log.ts';
import { openDuckdb, rowsOf } from './translated.ts';

const connection = await openDuckdb();
await loadSmallLog(connection);

const rows = (sql: string, ...values: readonly string[]): Promise<unknown[][]> => {
  const statement = bind(sql, { value: { kind: 'list', values, none: NO_VALUE } });
  return rowsOf(connection, statement.sql, statement.parameters);
};

/** Texts up to the length that Athena takes; every character but the one that ends a text of C, and half characters, which no text of a log has. */
const letters = fc.constantFrom(
  "'",
  '"',
  '\\',
  ';',
  '--',
  '/*',
  '*/',
  '%',
  '_',
  '?',
  '$1',
  ':value',
  '{',
  '\n',
  '\r',
  '\t',
  '\u0001',
  '\u007f',
  '\u202e',
  '\ufeff',
  'é',
  '漢',
  '😀',
  ' ',
);
const anyLetter = fc.oneof(letters, fc.string({ unit: 'binary', maxLength: 3 })).map((text) => text.replaceAll('\u0000', ''));
const hostile = fc.oneof(
  fc.array(anyLetter, { maxLength: 256 }).map((parts) => parts.join('').slice(0, 1024).toWellFormed()),
  fc.constantFrom("' OR '1'='1", "e4') OR (1=1", "'; DROP TABLE log; --", '%', 'e_', '$1', '?', NO_VALUE),
);

describe('a value', () => {
  // Looked at as bytes: the client that reads a text back leaves out a byte order mark at its start.
  test('comes through unchanged, whatever it is made of', async () => {
    const sql = 'SELECT to_hex(to_utf8(x)) FROM (SELECT element_at(ARRAY[:value], 1) AS x) AS t WHERE x IN (:value)';
    await fc.assert(
      fc.asyncProperty(hostile, async (value) => {
        expect(await rows(sql, value)).toEqual([[Buffer.from(value).toString('hex').toUpperCase()]]);
      }),
    );
  });

  test('never changes the rows of a query that it does not match', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { maxLength: 3 }), async (values) => {
        expect(await rows('SELECT eventid FROM log WHERE eventid IN (:value) ORDER BY 1', ...values)).toEqual([]);
        expect(await rows('SELECT count(*) FROM log WHERE eventid NOT IN (:value) ORDER BY 1', ...values)).toEqual([[7]]);
        expect(
          await rows('SELECT count(*) FROM log WHERE any_match(ARRAY[:value], v -> v = useridentity.username) ORDER BY 1', ...values),
        ).toEqual([[0]]);
      }),
      { numRuns: 50 },
    );
  });

  test('of an empty list is in no record', async () => {
    expect(await rows('SELECT count(*) FROM log WHERE eventid IN (:value) ORDER BY 1')).toEqual([[0]]);
    expect(await rows('SELECT count(*) FROM log WHERE eventid NOT IN (:value) ORDER BY 1')).toEqual([[7]]);
  });
});
