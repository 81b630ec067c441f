import {
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';

/** Athena's names of DuckDB's types, as GetQueryResults gives them. */
const NAMES: Readonly<Partial<Record<DuckDBTypeId, string>>> = {
  [DuckDBTypeId.BOOLEAN]: 'boolean',
  [DuckDBTypeId.INTEGER]: 'integer',
  [DuckDBTypeId.BIGINT]: 'bigint',
  [DuckDBTypeId.UBIGINT]: 'bigint',
  [DuckDBTypeId.HUGEINT]: 'bigint',
  [DuckDBTypeId.FLOAT]: 'float',
  [DuckDBTypeId.DOUBLE]: 'double',
  [DuckDBTypeId.DECIMAL]: 'decimal',
  [DuckDBTypeId.DATE]: 'date',
  [DuckDBTypeId.TIMESTAMP]: 'timestamp',
  [DuckDBTypeId.TIMESTAMP_TZ]: 'timestamp with time zone',
  [DuckDBTypeId.LIST]: 'array',
  [DuckDBTypeId.STRUCT]: 'row',
  [DuckDBTypeId.MAP]: 'map',
};

export const athenaType = ({ typeId }: DuckDBType): string => NAMES[typeId] ?? 'varchar';

/** A double as Java writes it: 0.5, 1.0, 1.0E10. */
function double(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e7)) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}

/** `2026-01-01 00:00:00.000`; DuckDB leaves out a fraction of zero. */
const moment = (text: string): string =>
  text.replace(/^(\S+ \d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?.*$/, (_, time, part = '') => `${time}.${part.padEnd(3, '0')}`);

/** A value as Athena writes it in a result: `[a, b]`, `{k=v}`: nothing tells where a text inside begins or ends. */
export function athenaText(value: DuckDBValue): string | null {
  if (value === null) return null;
  if (typeof value === 'number') return double(value);
  const inside = (part: DuckDBValue) => athenaText(part) ?? 'null';
  if (value instanceof DuckDBListValue) return `[${value.items.map(inside).join(', ')}]`;
  if (value instanceof DuckDBStructValue) return pairs(Object.entries(value.entries));
  if (value instanceof DuckDBMapValue) return pairs(value.entries.map(({ key, value: of }) => [inside(key), of]));
  if (value instanceof DuckDBTimestampTZValue) return `${moment(String(value))} UTC`;
  if (value instanceof DuckDBTimestampValue) return moment(String(value));
  return String(value);
}

const pairs = (entries: readonly (readonly [string, DuckDBValue])[]): string =>
  `{${entries.map(([name, value]) => `${name}=${athenaText(value) ?? 'null'}`).join(', ')}}`;
