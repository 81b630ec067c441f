import { DuckDBListValue, DuckDBMapValue, DuckDBStructValue, type DuckDBValue } from '@duckdb/node-api';

/** A value of DuckDB as the contract writes it: lists and rows as arrays, maps as objects, moments as texts. */
export function plainValue(value: DuckDBValue): unknown {
  if (value instanceof DuckDBListValue) return value.items.map(plainValue);
  if (value instanceof DuckDBStructValue) return Object.values(value.entries).map(plainValue);
  if (value instanceof DuckDBMapValue)
    return Object.fromEntries(value.entries.map(({ key, value: of }) => [String(plainValue(key)), plainValue(of)]));
  if (typeof value === 'bigint') return Number(value);
  return value === null || typeof value !== 'object' ? value : String(value);
}
