import type { Call } from './functions.ts';

/** The parts of an aggregate or window call, as DuckDB prints them. */
export interface Aggregate extends Call {
  /** Trino's type of the result. */
  readonly whole: boolean;
  /** `DISTINCT ` or nothing. */
  readonly distinct: string;
  /** ` ORDER BY ..` or nothing. */
  readonly order: string;
  /** The condition of FILTER. */
  readonly filter: string | undefined;
  /** ` IGNORE NULLS` or nothing. */
  readonly nulls: string;
  /** ` OVER ..` or nothing. */
  readonly over: string;
}

type Print = (call: Aggregate) => string;

const condition = (...parts: readonly (string | undefined)[]): string => {
  const all = parts.flatMap((part) => (part === undefined ? [] : `(${part})`));
  return all.length === 0 ? '' : ` FILTER (WHERE ${all.join(' AND ')})`;
};

const named =
  (name: string): Print =>
  ({ args, distinct, order, nulls, filter, over }) =>
    `${name}(${distinct}${args.join(', ')}${order}${nulls})${condition(filter)}${over}`;

/** A list of `{k, v}` of the pairs that have a key. */
const pairs = ({ args: [key, value], filter, over }: Aggregate): string =>
  `list({k: ${key}, v: ${value}})${condition(`${key} IS NOT NULL`, filter)}${over}`;

const SAME = ['count', 'min', 'max', 'avg', 'array_agg', 'any_value', 'bool_or', 'bool_and', 'stddev'];
const WINDOWS = ['row_number', 'rank', 'dense_rank', 'percent_rank', 'ntile', 'lag', 'lead', 'first_value', 'last_value'];

/** How DuckDB writes the functions of many rows. */
export const AGGREGATES: Readonly<Record<string, Print>> = {
  ...Object.fromEntries([...SAME, ...WINDOWS].map((name) => [name, named(name)])),
  // DuckDB's sum of whole numbers is wider than Trino's.
  sum: (call) => (call.whole ? `CAST(${named('sum')(call)} AS BIGINT)` : named('sum')(call)),
  // DuckDB's count_if over no rows is NULL.
  count_if: ({ args: [counted], filter, over }) => `count(*)${condition(counted, filter)}${over}`,
  arbitrary: named('any_value'),
  every: named('bool_and'),
  min_by: named('arg_min_null'),
  max_by: (call) => named(call.args.length === 3 ? 'arg_max' : 'arg_max_null')(call),
  // Exact, where Trino's is exact for small sets and an estimate for large ones.
  approx_distinct: (call) => named('count')({ ...call, args: call.args.slice(0, 1), distinct: 'DISTINCT ' }),
  approx_percentile: ({ args: [value, fraction], filter, over }) =>
    `trino_percentile(list(${value})${condition(`${value} IS NOT NULL`, filter)}${over}, ${fraction})`,
  histogram: (call) => `trino_histogram(${named('histogram')(call)})`,
  map_agg: (call) => `trino_map_agg(${pairs(call)})`,
  multimap_agg: (call) => `trino_multimap_agg(${pairs(call)})`,
};
