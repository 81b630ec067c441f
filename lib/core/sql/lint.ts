import { RECORD } from '../cloudtrail.ts';
import { analyseExpression, analyseQuery, type Surroundings } from './analyse.ts';
import { frameProblems, TABLES } from './frame.ts';
import { parseExpression, parseQuery, problemAt, type SqlProblem } from './parse.ts';
import { resultProblems } from './result.ts';
import { isSubquery } from './subqueries.ts';
import { nameIn, walk } from './tree.ts';
import { columnsOf, fits } from './type.ts';
import { type Masked, mask, type Names, valueProblems, valueType } from './values.ts';

const COLUMNS = columnsOf(RECORD);

const surroundings = (masked: Masked, names: Names): Surroundings => ({
  tableOf: (identifiers) =>
    identifiers.length === 1 && TABLES.includes(identifiers.map(nameIn).join()) ? { columns: COLUMNS } : undefined,
  parameterType: (at) => valueType(at, masked, names),
});

const inOrder = (problems: readonly SqlProblem[]): readonly SqlProblem[] =>
  problems.toSorted((a, b) => a.line - b.line || a.column - b.column);

/** What is wrong with the query of a step. `names` are the parameters and settings that it may use as `:name`. */
export function lintStep(sql: string, names: Names): readonly SqlProblem[] {
  const masked = mask(sql);
  const { tree, problems } = parseQuery(masked.sql);
  if (tree === undefined) return problems;
  const analysis = analyseQuery(tree, surroundings(masked, names));
  return inOrder([
    ...analysis.problems,
    ...valueProblems(tree, masked, { names, everywhere: false }),
    ...frameProblems(tree, sql),
    ...resultProblems(tree, analysis.columns),
  ]);
}

/** What is wrong with a scope: one condition about one record. */
export function lintScope(predicate: string, names: Names): readonly SqlProblem[] {
  const masked = mask(predicate);
  const { tree, problems } = parseExpression(masked.sql);
  if (problems.length > 0) return problems;
  const { problems: wrong, columns } = analyseExpression(tree, COLUMNS, surroundings(masked, names));
  const subqueries = [...walk(tree)]
    .filter(isSubquery)
    .map((part) => problemAt(part, 'a scope looks at one record at a time; leave the sub-query to a step'));
  const isCondition = columns.every(({ type }) => fits(type, { kind: 'boolean' }));
  return inOrder([
    ...wrong,
    ...valueProblems(tree, masked, { names, everywhere: true }),
    ...subqueries,
    ...(isCondition ? [] : [problemAt(tree, 'a scope is a condition; compare the value with something')]),
  ]);
}

/** What is wrong with any query, apart from the form of a step: its names, types and functions. Tables that it does not define may be anything. */
export function lintQuery(sql: string): readonly SqlProblem[] {
  const { tree, problems } = parseQuery(sql);
  if (tree === undefined) return problems;
  const anything = { columns: [], open: true };
  return inOrder(analyseQuery(tree, { tableOf: () => anything, parameterType: () => ({ kind: 'unknown' }) }).problems);
}
