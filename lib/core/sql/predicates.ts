import {
  BetweenContext,
  ComparisonContext,
  DistinctFromContext,
  InListContext,
  InSubqueryContext,
  LikeContext,
  NullPredicateContext,
  type ParserRuleContext,
  type PredicateContext,
  type PredicatedContext,
} from '#trino-grammar';
import type { Check, Scope } from './check.ts';
import { reported } from './names.ts';
import { columnsOfSubquery } from './subqueries.ts';
import { BOOLEAN, common, fits, nameOf, type Type, UNKNOWN, VARCHAR } from './type.ts';

/** What a comparison of two types lacks, by the kinds that stand in it. */
const REMEDIES: readonly (readonly [kinds: readonly string[], remedy: string])[] = [
  [['varchar', 'boolean'], "it is text, so compare it with 'true' or 'false'"],
  [['varchar', 'timestamptz'], "compare texts (eventtime >= '2026-06-01T00:00:00Z'), or write from_iso8601_timestamp('..') on both sides"],
  [['varchar', 'timestamp'], "compare texts (eventtime >= '2026-06-01T00:00:00Z'), or write TIMESTAMP '..'"],
  [['varchar', 'date'], "write DATE '..'"],
  [['varchar', 'bigint'], 'CAST the text AS BIGINT, or put quotes around the number'],
  [['varchar', 'ipaddress'], "use contains('10.0.0.0/8', TRY_CAST(x AS IPADDRESS)), or compare the texts"],
  [['varchar', 'json'], 'use json_extract_scalar, which gives text'],
];

/** Lists and rows with a NULL inside compare to NULL on Trino, and not on DuckDB. */
const NESTED = ['array', 'map', 'row'];

export function compared(at: ParserRuleContext, [left, right]: readonly [Type, Type], check: Check): void {
  if (NESTED.includes(left.kind) || NESTED.includes(right.kind)) {
    check.report(
      at,
      `${nameOf(left)} and ${nameOf(right)} are not compared as a whole; use contains or any_match, or compare what array_join gives`,
    );
  } else if (common(left, right) === undefined) {
    const remedy = REMEDIES.find(([kinds]) => kinds.includes(left.kind) && kinds.includes(right.kind))?.[1] ?? 'CAST one of them';
    check.report(at, `cannot compare ${nameOf(left)} with ${nameOf(right)}; ${remedy}`);
  }
}

type Rule = (predicate: PredicateContext, left: Type, context: { readonly scope: Scope; readonly check: Check }) => Type | undefined;

const comparison: Rule = (predicate, left, { scope, check }) => {
  if (!(predicate instanceof ComparisonContext || predicate instanceof DistinctFromContext)) return undefined;
  compared(predicate, [left, check.typeOf(predicate.valueExpression(), scope)], check);
  return BOOLEAN;
};

const between: Rule = (predicate, left, { scope, check }) => {
  if (!(predicate instanceof BetweenContext)) return undefined;
  for (const bound of predicate.valueExpression()) compared(bound, [left, check.typeOf(bound, scope)], check);
  return BOOLEAN;
};

const inList: Rule = (predicate, left, { scope, check }) => {
  if (!(predicate instanceof InListContext)) return undefined;
  for (const item of predicate.expression()) compared(item, [left, check.typeOf(item, scope)], check);
  return BOOLEAN;
};

const inSubquery: Rule = (predicate, left, { scope, check }) => {
  if (!(predicate instanceof InSubqueryContext)) return undefined;
  const columns = columnsOfSubquery(predicate, scope, check);
  if (columns.length !== 1) check.report(predicate, `the sub-query of an IN gives ${columns.length} columns; select one`);
  compared(predicate, [left, columns[0]?.type ?? UNKNOWN], check);
  return BOOLEAN;
};

const like: Rule = (predicate, left, { scope, check }) => {
  if (!(predicate instanceof LikeContext)) return undefined;
  for (const type of [left, ...predicate.valueExpression().map((pattern) => check.typeOf(pattern, scope))]) {
    if (!fits(type, VARCHAR)) check.report(predicate, `LIKE needs text, and this is ${nameOf(type)}; CAST it AS VARCHAR`);
  }
  return BOOLEAN;
};

const isNull: Rule = (predicate) => (predicate instanceof NullPredicateContext ? BOOLEAN : undefined);

const RULES: readonly Rule[] = [comparison, between, inList, inSubquery, like, isNull];

/** The type of `value predicate`, or of the value alone. */
export function typeOfPredicated(tree: PredicatedContext, scope: Scope, check: Check): Type {
  const left = check.typeOf(tree.valueExpression(), scope);
  const predicate = tree.predicate();
  if (predicate === null) return left;
  for (const rule of RULES) {
    const type = rule(predicate, left, { scope, check });
    if (type !== undefined) return type;
  }
  return reported(check, predicate, `'${predicate.getText()}' is not supported; write IN, EXISTS or a comparison`);
}
