import { CastContext, TypeConstructorContext } from '#trino-grammar';
import type { Type } from '../../core/sql/type.ts';
import type { Rewrite } from './printer.ts';

const SCALAR_TYPES: Readonly<Partial<Record<Type['kind'], string>>> = {
  varchar: 'VARCHAR',
  bigint: 'BIGINT',
  decimal: 'DECIMAL(38, 18)',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  timestamptz: 'TIMESTAMPTZ',
  json: 'JSON',
  ipaddress: 'UHUGEINT',
  varbinary: 'BLOB',
};

/** DuckDB's name of a Trino type. */
export function duckType(type: Type): string {
  if (type.kind === 'array') return `${duckType(type.of)}[]`;
  if (type.kind === 'map') return `MAP(${duckType(type.key)}, ${duckType(type.value)})`;
  if (type.kind === 'row')
    return `STRUCT(${type.fields.map(({ name, type: of }, at) => `"${(name ?? `f${at}`).replaceAll('"', '""')}" ${duckType(of)}`).join(', ')})`;
  return SCALAR_TYPES[type.kind] ?? 'VARCHAR';
}

/** Macros that convert as Trino does, by what is converted to what. */
const MACROS: Readonly<Partial<Record<Type['kind'], Readonly<Partial<Record<Type['kind'], string>>>>>> = {
  varchar: {
    bigint: 'trino_text_bigint',
    double: 'trino_text_double',
    boolean: 'trino_text_boolean',
    date: 'trino_text_date',
    timestamp: 'trino_text_timestamp',
    timestamptz: 'trino_text_timestamptz',
    ipaddress: 'trino_ip',
  },
  double: { bigint: 'trino_double_bigint' },
};

/** JSON as another type; `depth` keeps the names of nested lambdas apart. */
function fromJson(json: string, type: Type, depth: number): string {
  const each = `e${depth}`;
  if (type.kind === 'array') return `list_transform(CAST(${json} AS JSON[]), lambda ${each}: ${fromJson(each, type.of, depth + 1)})`;
  if (type.kind === 'map') {
    const pair = `{k: ${each}.key, v: ${fromJson(`${each}.value`, type.value, depth + 1)}}`;
    return `map_from_entries(list_transform(map_entries(CAST(${json} AS MAP(VARCHAR, JSON))), lambda ${each}: ${pair}))`;
  }
  if (type.kind === 'json') return json;
  const text = `trino_json_text(${json})`;
  if (type.kind === 'varchar') return text;
  return type.kind === 'bigint' ? `trino_double_bigint(CAST(${text} AS DOUBLE))` : `CAST(${text} AS ${duckType(type)})`;
}

function converted(value: string, from: Type, to: Type): string {
  if (from.kind === 'json') return fromJson(value, to, 0);
  if (to.kind === 'json') return `to_json(${value})`;
  if (from.kind === 'array' && to.kind === 'array') return `list_transform(${value}, lambda e: ${converted('e', from.of, to.of)})`;
  const macro = MACROS[from.kind]?.[to.kind];
  return macro === undefined ? `CAST(${value} AS ${duckType(to)})` : `${macro}(${value})`;
}

export const printCast: Rewrite = (tree, printer) => {
  if (!(tree instanceof CastContext)) return undefined;
  const [text, from, to] = [printer.print(tree.expression()), printer.typeOf(tree.expression()), printer.typeOf(tree)];
  // TRY runs row by row where something fails, and most of what is no address is not rare at all.
  if (tree.KW_TRY_CAST() !== null && to.kind === 'ipaddress') return `trino_try_ip(${text})`;
  const wide = converted(text, from, to);
  // The types know one whole number only; a narrow one fails where the value is too large for it.
  const value = /^int(eger)?$/i.test(tree.type().getText()) ? `CAST(${wide} AS INTEGER)` : wide;
  return tree.KW_TRY_CAST() === null ? value : `TRY(${value})`;
};

/** `IPADDRESS '..'` becomes a number, `TIMESTAMP '.. UTC'` a time with a zone. */
export const printConstructor: Rewrite = (tree, printer) => {
  if (!(tree instanceof TypeConstructorContext)) return undefined;
  const [type, literal] = [printer.typeOf(tree), tree.string().getText()];
  if (type.kind === 'ipaddress') return `trino_ip(${literal})`;
  return `${duckType(type)} ${type.kind === 'timestamptz' ? literal.replace(' UTC', '+00') : literal}`;
};
