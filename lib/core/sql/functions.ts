import { SCALAR_FUNCTIONS } from './scalar-functions.ts';
import { readSignature, type Signature } from './signature.ts';

/** Functions of many rows. */
const AGGREGATE = [
  'count(T?) -> bigint',
  'count_if(boolean) -> bigint',
  'sum(N) -> N',
  'min(T) -> T',
  'max(T) -> T',
  'avg(double) -> double',
  'min_by(T, U) -> T',
  'max_by(T, U) -> T',
  'max_by(T, U, bigint) -> array(T)',
  'arbitrary(T) -> T',
  'any_value(T) -> T',
  'array_agg(T) -> array(T)',
  'approx_distinct(T, double?) -> bigint',
  'approx_percentile(N, double) -> N',
  'bool_or(boolean) -> boolean',
  'bool_and(boolean) -> boolean',
  'every(boolean) -> boolean',
  'map_agg(K, V) -> map(K, V)',
  'multimap_agg(K, V) -> map(K, array(V))',
  'histogram(K) -> map(K, bigint)',
  'listagg(varchar, varchar?) -> varchar',
  'stddev(double) -> double',
];

/** Functions that need an OVER; any aggregate may have one as well. */
const WINDOW = [
  'row_number() -> bigint',
  'rank() -> bigint',
  'dense_rank() -> bigint',
  'percent_rank() -> double',
  'ntile(bigint) -> bigint',
  'lag(T, bigint?, T?) -> T',
  'lead(T, bigint?, T?) -> T',
  'first_value(T) -> T',
  'last_value(T) -> T',
];

/** A function that runbooks may use. */
export interface AllowedFunction {
  readonly kind: 'scalar' | 'aggregate' | 'window';
  readonly signatures: readonly Signature[];
}

const named = (kind: AllowedFunction['kind'], signatures: readonly string[]): [string, AllowedFunction][] =>
  Object.entries(Object.groupBy(signatures.map(readSignature), ([name]) => name)).map(([name, all = []]) => [
    name,
    { kind, signatures: all.map(([, signature]) => signature) },
  ]);

/**
 * The functions that runbooks may use: exactly those for which the engine contract has a case, so that DuckDB is known to give the value
 * that a real Trino gives.
 */
export const FUNCTIONS: ReadonlyMap<string, AllowedFunction> = new Map([
  ...named('scalar', SCALAR_FUNCTIONS),
  ...named('aggregate', AGGREGATE),
  ...named('window', WINDOW),
]);
