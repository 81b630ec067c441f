import type { Type } from '../../core/sql/type.ts';

/** A function call on its way to DuckDB: its arguments as they are printed there, and their Trino types. */
export interface Call {
  readonly args: readonly string[];
  readonly types: readonly Type[];
}

/** How DuckDB writes a function of one row. */
type Scalar = (call: Call) => string;

const list = (args: readonly string[]): string => args.join(', ');
const named =
  (name: string): Scalar =>
  ({ args }) =>
    `${name}(${list(args)})`;

/** By the type of the first argument. */
const by =
  (array: Scalar, other: Scalar): Scalar =>
  (call) =>
    call.types[0]?.kind === 'array' ? array(call) : other(call);

const nullIfAny: (name: string) => Scalar =
  (name) =>
  ({ args }) =>
    `CASE WHEN ${args.map((arg) => `(${arg}) IS NULL`).join(' OR ')} THEN NULL ELSE ${name}(${list(args)}) END`;

const SAME = [
  'length',
  'lower',
  'reverse',
  'lpad',
  'rpad',
  'strpos',
  'starts_with',
  'chr',
  'translate',
  'round',
  'mod',
  'power',
  'coalesce',
  'nullif',
  'flatten',
  'map',
  'map_keys',
];
const MOMENT = ['year', 'week'];

/** The DuckDB functions and macros that stand for Trino's, but for those that need more than their arguments. */
export const SCALARS: Readonly<Record<string, Scalar>> = {
  ...Object.fromEntries([...SAME, ...MOMENT].map((name) => [name, named(name)])),
  replace: named('trino_replace'),
  ltrim: named('trino_ltrim'),
  substr: named('trino_substr'),
  reverse: by(named('list_reverse'), named('reverse')),
  concat: by(
    ({ args }) => args.reduce((left, right) => `trino_array_concat(${left}, ${right})`),
    ({ args }) => `(${args.join(' || ')})`,
  ),
  concat_ws: ({ args, types }) => (types[1]?.kind === 'array' ? `trino_array_join(${args[1]}, ${args[0]})` : `concat_ws(${list(args)})`),
  split: named('trino_split'),
  split_part: named('trino_split_part'),
  levenshtein_distance: named('levenshtein'),
  to_utf8: named('encode'),
  from_utf8: named('decode'),
  from_base64: named('from_base64'),
  to_base64: named('to_base64'),
  to_hex: named('hex'),
  md5: ({ args }) => `unhex(md5(${list(args)}))`,
  sha256: ({ args }) => `unhex(sha256(${list(args)}))`,
  url_decode: named('trino_url_decode'),
  url_extract_host: named('trino_url_host'),
  url_extract_parameter: named('trino_url_parameter'),
  json_parse: named('json'),
  json_format: ({ args }) => `CAST(${list(args)} AS VARCHAR)`,
  json_array_length: named('trino_json_array_length'),
  json_array_contains: named('trino_json_array_contains'),
  greatest: nullIfAny('greatest'),
  least: nullIfAny('least'),
  if: ({ args: [condition, then, otherwise = 'NULL'] }) => `CASE WHEN ${condition} THEN ${then} ELSE ${otherwise} END`,
  try: named('TRY'),
  cardinality: by(
    ({ args }) => `CAST(len(${list(args)}) AS BIGINT)`,
    ({ args }) => `CAST(cardinality(${list(args)}) AS BIGINT)`,
  ),
  contains: by(named('trino_contains'), named('trino_cidr_contains')),
  element_at: by(named('trino_element_at'), named('map_extract_value')),
  array_join: named('trino_array_join'),
  array_sort: ({ args }) => `list_sort(${list(args)}, 'ASC', 'NULLS LAST')`,
  array_distinct: named('trino_array_distinct'),
  array_max: named('trino_array_max'),
  array_min: named('trino_array_min'),
  array_position: named('trino_array_position'),
  array_remove: named('trino_array_remove'),
  arrays_overlap: named('trino_arrays_overlap'),
  array_union: named('trino_array_union'),
  array_intersect: named('trino_array_intersect'),
  array_except: named('trino_array_except'),
  sequence: named('trino_sequence'),
  slice: named('trino_slice'),
  from_iso8601_timestamp: named('trino_iso_timestamp'),
  from_iso8601_date: named('trino_iso_date'),
  from_unixtime: named('trino_from_unixtime'),
  to_unixtime: named('epoch'),
  to_iso8601: named('trino_to_iso8601'),
  date: ({ args }) => `CAST(${list(args)} AS DATE)`,
  date_trunc: ({ args, types }) => (types[1]?.kind === 'date' ? `CAST(date_trunc(${list(args)}) AS DATE)` : `date_trunc(${list(args)})`),
  // date_diff of DuckDB counts the boundaries between; date_sub counts whole units, as Trino does.
  date_diff: named('date_sub'),
  date_add: ({ args: [unit, n, moment], types }) => {
    const sum = `${moment} + trino_interval(${unit}, ${n})`;
    return types[2]?.kind === 'date' ? `CAST(${sum} AS DATE)` : `(${sum})`;
  },
  millisecond: ({ args }) => `(millisecond(${list(args)}) % 1000)`,
  year_of_week: named('isoyear'),
  day_of_week: named('isodow'),
  day_of_year: named('dayofyear'),
  last_day_of_month: named('last_day'),
};
