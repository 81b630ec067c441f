import { ColumnReferenceContext, type ExpressionContext, SubqueryExpressionContext } from '#trino-grammar';
import { parseExpression } from '../../../lib/core/sql/parse.ts';
import { literalText, walk } from '../../../lib/core/sql/tree.ts';
import type { Statement } from '../../../lib/core/statement.ts';
import { QueryFailure } from './query-failure.ts';

const TOKENS = /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|--[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|\?/g;

/**
 * Puts values in the place of `?` as Athena does: a value that is an expression without columns is taken as that expression, and anything
 * else as a text. Values without a `?` are dropped where there is none at all. What is a text stays a parameter, so that DuckDB takes any
 * character in it.
 */
export function bindValues(sql: string, values: readonly string[]): Statement {
  const holes = [...sql.matchAll(TOKENS)].filter(({ 0: token }) => token === '?').length;
  if (holes > 0 && holes !== values.length) {
    throw new QueryFailure(
      `INVALID_PARAMETER_USAGE: line 1:1: Incorrect number of parameters: expected ${holes} but found ${values.length}`,
    );
  }
  const parameters: string[] = [];
  let at = 0;
  const text = sql.replace(TOKENS, (token) => {
    if (token !== '?') return token;
    const value = values[at++] ?? '';
    const expression = expressionOf(value);
    const literal = expression === undefined ? value : literalText(expression);
    if (literal === undefined) return `(${value})`;
    parameters.push(literal);
    return token;
  });
  return { sql: text, parameters };
}

function expressionOf(value: string): ExpressionContext | undefined {
  const { tree, problems } = parseExpression(value);
  if (problems.length > 0) return undefined;
  const isConstant = ![...walk(tree)].some((part) => part instanceof ColumnReferenceContext || part instanceof SubqueryExpressionContext);
  return isConstant ? tree : undefined;
}
