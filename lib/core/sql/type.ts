import type { Field } from '../cloudtrail.ts';

/**
 * A Trino type, as far as the checks need it: lengths and precisions are left out, `bigint` is every integer type, `timestamptz` is
 * timestamp with time zone. `null` is the type of NULL; `unknown` fits everywhere, because the cause was reported already.
 */
export type Type =
  | { readonly kind: Simple }
  | { readonly kind: 'array'; readonly of: Type }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  | { readonly kind: 'row'; readonly fields: readonly Column[] };

/** The types without parts. */
export const SIMPLE = [
  'varchar',
  'bigint',
  'decimal',
  'double',
  'boolean',
  'date',
  'timestamp',
  'timestamptz',
  'interval',
  'json',
  'ipaddress',
  'varbinary',
  'null',
  'unknown',
] as const;
export type Simple = (typeof SIMPLE)[number];

/** A column of a relation or a field of a row; without a name, nothing can refer to it. */
export interface Column {
  readonly name: string | undefined;
  readonly type: Type;
}

const simple = (kind: Simple): Type => ({ kind });
export const VARCHAR = simple('varchar');
export const BIGINT = simple('bigint');
export const DECIMAL = simple('decimal');
export const DOUBLE = simple('double');
export const BOOLEAN = simple('boolean');
export const DATE = simple('date');
export const TIMESTAMP = simple('timestamp');
export const TIMESTAMPTZ = simple('timestamptz');
export const INTERVAL = simple('interval');
export const JSON_TEXT = simple('json');
export const IPADDRESS = simple('ipaddress');
export const NULL = simple('null');
export const UNKNOWN = simple('unknown');
export const arrayOf = (of: Type): Type => ({ kind: 'array', of });
export const mapOf = (key: Type, value: Type): Type => ({ kind: 'map', key, value });
export const rowOf = (fields: readonly Column[]): Type => ({ kind: 'row', fields });

/** A type as a message spells it. */
export function nameOf(type: Type): string {
  if (type.kind === 'array') return `array(${nameOf(type.of)})`;
  if (type.kind === 'map') return `map(${nameOf(type.key)}, ${nameOf(type.value)})`;
  if (type.kind === 'row') return `row(${type.fields.map(({ name, type: of }) => `${name ?? ''} ${nameOf(of)}`.trim()).join(', ')})`;
  return type.kind === 'timestamptz' ? 'timestamp with time zone' : type.kind;
}

/** Types that Trino turns into the ones behind them without being asked. */
const WIDENS: Readonly<Partial<Record<Type['kind'], readonly Type['kind'][]>>> = {
  bigint: ['decimal', 'double'],
  decimal: ['double'],
  date: ['timestamp', 'timestamptz'],
  timestamp: ['timestamptz'],
};

/** Whether a value of one type can stand where the other is wanted. */
export function fits(given: Type, wanted: Type): boolean {
  if (['null', 'unknown'].includes(given.kind) || wanted.kind === 'unknown') return true;
  if (given.kind === 'array' && wanted.kind === 'array') return fits(given.of, wanted.of);
  if (given.kind === 'map' && wanted.kind === 'map') return fits(given.key, wanted.key) && fits(given.value, wanted.value);
  if (given.kind === 'row' && wanted.kind === 'row') {
    return (
      given.fields.length === wanted.fields.length && given.fields.every(({ type }, at) => fits(type, wanted.fields[at]?.type ?? NULL))
    );
  }
  return given.kind === wanted.kind || (WIDENS[given.kind]?.includes(wanted.kind) ?? false);
}

/** The type that both fit, where there is one. */
export function common(a: Type, b: Type): Type | undefined {
  if (a.kind === 'unknown' || b.kind === 'unknown') return UNKNOWN;
  if (fits(a, b)) return b;
  return fits(b, a) ? a : undefined;
}

function typeOfField({ holds }: Field): Type {
  if (holds.kind === 'record') return rowOf(columnsOf(holds.fields));
  if (holds.kind === 'records') return arrayOf(rowOf(columnsOf(holds.fields)));
  return holds.kind === 'texts' ? mapOf(VARCHAR, VARCHAR) : VARCHAR;
}

/** The columns of CloudTrail fields. JSON is kept as text. */
export const columnsOf = (fields: readonly Field[]): readonly Column[] =>
  fields.map((field) => ({ name: field.name, type: typeOfField(field) }));
