import { ExistsContext, InSubqueryContext, LateralContext, type ParserRuleContext, SubqueryExpressionContext } from '#trino-grammar';
import type { Check, Scope } from './check.ts';
import type { Column } from './type.ts';

/** What holds a sub-query that sees the row around it. */
type Subquery = ExistsContext | InSubqueryContext | SubqueryExpressionContext | LateralContext;

export const isSubquery = (part: ParserRuleContext): part is Subquery =>
  [ExistsContext, InSubqueryContext, SubqueryExpressionContext, LateralContext].some((kind) => part instanceof kind);

/** The columns of a sub-query that sees the row around it. */
export function columnsOfSubquery(tree: Subquery, scope: Scope, check: Check): readonly Column[] {
  if (scope.variables.size > 0)
    check.report(tree, 'a lambda cannot have a sub-query on Trino; UNNEST the list in a WITH, and compare there');
  return check.columnsOf(tree.query(), { ...scope, relations: [], outer: scope, depth: scope.depth + 1 });
}
