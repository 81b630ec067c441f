import { describe, expect, test } from 'vitest';
import cases from './trino-values.json' with { type: 'json' };

/** A query, and what a real Trino (version 476) made of it: a value of a type, rows where the type is a table, or an error. */
export interface ContractCase {
  readonly sql: string;
  readonly value?: unknown;
  readonly type?: string;
  readonly error?: string;
}

/** All of the queries over the functions that runbooks may use. */
export const CONTRACT: readonly ContractCase[] = cases;

const MOMENT = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d)(\.\d+)?)?(?: ?UTC|\+00)?$/;

/** Decimals as numbers and moments without zeros at the end: the ways to write one value that differ between clients. */
function rendered(value: unknown, type: string): unknown {
  if (Array.isArray(value)) return value.map((each) => rendered(each, type));
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') return value;
  if (type.includes('decimal') && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  const [, day, time = '00:00:00', fraction = ''] = (/date|timestamp/.test(type) && MOMENT.exec(value)) || [];
  return day === undefined ? value : `${day} ${time}${fraction.replace(/\.?0+$/, '')}`;
}

/**
 * What every engine answers for every case. `evaluate` runs a query of Trino and gives the value of its one cell, or an array of rows where
 * it makes a table: lists and rows as arrays, maps as objects, moments as texts in UTC.
 */
export function engineContract(name: string, evaluate: (sql: string, table: boolean) => Promise<unknown>): void {
  describe(`${name} answers as Trino does`, () => {
    test.each(CONTRACT.filter(({ error }) => error === undefined))('$sql', async ({ sql, value, type = '' }) => {
      expect(rendered(await evaluate(sql, type.startsWith('table')), type)).toEqual(rendered(value, type));
    });
  });
  describe(`${name} fails where Trino fails`, () => {
    test.each(CONTRACT.filter(({ error }) => error !== undefined))('$sql', async ({ sql }) => {
      await expect(evaluate(sql, true)).rejects.toThrow();
    });
  });
}
