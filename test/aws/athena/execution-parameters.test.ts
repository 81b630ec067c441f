import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executionParameters } from '../../../lib/aws/athena/execution-parameters.ts';
import { COLUMNS } from '../../../lib/core/cloudtrail.ts';
import type { Evidence } from '../../../lib/core/investigation.ts';
import { NO_VALUE } from '../../../lib/core/sql/parameters.ts';
import { grantFor } from '../../contract/engine-port-contract.ts';
import { recordAt } from '../../contract/small-trail.ts';
import { planWith } from '../../core/example-plan.ts';
import { bindValues } from '../../emulator/athena/bind-values.ts';
import { type Opened, openAthena } from './opened.ts';

/** Texts that mean something where they are not quoted as they should be, and two that the composer itself binds. */
const TELLING = [
  'current_user',
  'NULL',
  "x') OR true --",
  "' OR '1'='1",
  '1 OR 1=1',
  '1) , (2',
  '1+1',
  "upper('a')",
  '?',
  ':name',
  '/* */ --',
  "\\' OR 1=1 --",
  "''",
  "'",
  '',
  NO_VALUE,
  '2026-01-01T00:00:00Z',
];
const RANDOM = fc.sample(fc.string({ unit: 'binary', maxLength: 40 }), { numRuns: 300, seed: 20261124 });
const TEXTS = [...new Set([...TELLING, ...RANDOM])];

const plan = planWith({});
let opened: Opened;
let evidence: Evidence;
beforeAll(async () => {
  const records = TEXTS.map((eventName, at) => recordAt('2025-12-31T10:00:00Z', `id-${at}`, { eventName }));
  opened = await openAthena([{ account: '111122223333', region: 'eu-west-1', day: '2025/12/31', records }]);
  const all = { sql: `SELECT ${COLUMNS.join(', ')} FROM logs WHERE eventname IN (${TEXTS.map(() => '?').join(', ')})`, parameters: TEXTS };
  evidence = await opened.engine().collect(plan, all, grantFor(plan));
});
afterAll(() => opened.close());

async function cells(sql: string, parameters: (string | number)[]): Promise<unknown> {
  const answer = await opened.engine().ask(evidence, { step: 'echo', statement: { sql, parameters }, rowLimit: 1000 });
  return answer.kind === 'rows' ? answer.rows : answer.reason;
}

describe('a value', () => {
  test('of any text finds its record through a pass', () => {
    expect(evidence.records).toBe(TEXTS.length);
    expect(RANDOM.some((text) => /[\u{10000}-\u{10ffff}]/u.test(text)) && RANDOM.some((text) => text.includes('\0'))).toBe(true);
  });
  test('comes back as it went in', async () => {
    const sql = `SELECT eventid, eventname FROM evidence WHERE eventname IN (${TEXTS.map(() => '?').join(', ')}) ORDER BY CAST(substr(eventid, 4) AS bigint)`;
    expect(await cells(sql, TEXTS)).toEqual(TEXTS.map((text, at) => [`id-${at}`, text]));
  });
  test.each(TELLING)('%j finds what is called so, and nothing else', async (text) => {
    expect(await cells('SELECT eventname FROM evidence WHERE eventname IN (?)', [text])).toEqual([[text]]);
    const others = await cells('SELECT count(*) AS others FROM evidence WHERE eventname NOT IN (?)', [text]);
    expect(others).toEqual([[TEXTS.length - 1]]);
  });
  test.each([0, -1, 0.5, 1e21, Number.MAX_SAFE_INTEGER, -2.5e-7])('%d is a number', async (value) => {
    expect(await cells(`SELECT x FROM (VALUES CAST(${value} AS double)) AS t(x) WHERE x IN (?)`, [value])).toEqual([[value]]);
  });
  test('is one literal to a parser of Trino, with the text that went in', () => {
    const short = fc.string({ unit: 'binary' }).filter((text) => text.length < 500);
    fc.assert(
      fc.property(fc.array(short, { minLength: 1 }), (values) => {
        const sql = `SELECT 1 AS n WHERE 'x' IN (${values.map(() => '?').join(', ')})`;
        expect(bindValues(sql, executionParameters({ sql, parameters: values }) ?? [])).toEqual({ sql, parameters: values });
      }),
    );
  });
});

describe('values', () => {
  test('are left out where there are none, since Athena refuses an empty list', () => {
    expect(executionParameters({ sql: "SELECT '?' /* ? */ -- ?", parameters: [] })).toBeUndefined();
  });
  test.each([
    ['SELECT 1 WHERE a IN (?)', []],
    ['SELECT 1 WHERE a IN (?)', ['a', 'b']],
    ["SELECT 1 WHERE a = '?'", ['a']],
    ['SELECT 1 -- ?', ['a']],
    ['SELECT "a?" FROM t /* ? */', ['a']],
  ])('have to be as many as the ? of %j', (sql, parameters) => {
    expect(() => executionParameters({ sql, parameters })).toThrow(/^the statement has \d '\?' and \d values; they must be as many$/);
  });
  test('are at most 1,024 characters long, quotes included', () => {
    const sql = '?';
    expect(executionParameters({ sql, parameters: ['a'.repeat(1022)] })?.[0]).toHaveLength(1024);
    expect(() => executionParameters({ sql, parameters: ['a'.repeat(1023)] })).toThrow(/^a value of 1025 characters is over the 1024/);
    expect(() => executionParameters({ sql, parameters: ["'".repeat(512)] })).toThrow(/^a value of 1026 characters/);
  });
  test.each([Number.NaN, Number.POSITIVE_INFINITY])('that are no number are refused: %d', (value) => {
    expect(() => executionParameters({ sql: '?', parameters: [value] })).toThrow('is no number that SQL can say');
  });
});
