import {
  FunctionCallContext,
  InlineTableContext,
  InSubqueryContext,
  JoinCriteriaContext,
  JoinRelationContext,
  ListAggContext,
  NamedQueryContext,
  OverContext,
  type ParserRuleContext,
  QueryNoWithContext,
  QuerySpecificationContext,
  SelectItemContext,
  SetOperationContext,
  SubqueryRelationContext,
} from '#trino-grammar';
import { FUNCTIONS } from './functions.ts';
import { isSubquery } from './subqueries.ts';
import { walk } from './tree.ts';

/** A place from which a sub-query cannot speak of the outer row, and what to write instead. */
interface Refusal {
  readonly place: string;
  readonly remedy: string;
}

/** What of a sub-query, around a name of the outer query, Trino cannot make a join of. `within` is the sub-query. */
type Rule = (part: ParserRuleContext, within?: ParserRuleContext) => Refusal | undefined;

const IN_WITH = 'put the sub-query into a WITH, and join it';

const isAggregate = (part: ParserRuleContext): boolean =>
  part instanceof ListAggContext ||
  (part instanceof FunctionCallContext && FUNCTIONS.get(part.functionName().getText().toLowerCase())?.kind === 'aggregate');

const aggregated: Rule = (part) =>
  isAggregate(part) ? { place: 'inside of an aggregate', remedy: 'compare it in the WHERE of the sub-query' } : undefined;

const isOuterJoin = (part: ParserRuleContext | null): boolean => {
  const type = part instanceof JoinRelationContext ? part.joinType() : null;
  return (type?.KW_LEFT() ?? type?.KW_RIGHT() ?? type?.KW_FULL()) != null;
};

const outerJoin: Rule = (part) =>
  part instanceof JoinCriteriaContext && isOuterJoin(part.parent)
    ? { place: 'the ON of an outer JOIN', remedy: 'compare in a WHERE, or put one side of the JOIN into a WITH' }
    : undefined;

const NESTED: Refusal = { place: 'a sub-query inside of another', remedy: 'put one of them into a WITH, and join it' };

const deeper: Rule = (part) => (part instanceof SubqueryRelationContext || part instanceof NamedQueryContext ? NESTED : undefined);

const grouped: Rule = (part) => {
  if (!(part instanceof QuerySpecificationContext)) return undefined;
  const window = [...walk(part.selectList())].some((below) => below instanceof OverContext);
  const isGrouped = (part.setQuantifier()?.KW_DISTINCT() ?? part.groupBy() ?? part.havingClause()) !== null;
  return window || isGrouped ? { place: 'a sub-query with DISTINCT, GROUP BY, HAVING or OVER', remedy: IN_WITH } : undefined;
};

const cut: Rule = (part) =>
  part instanceof QueryNoWithContext && part.KW_LIMIT() !== null
    ? { place: 'a sub-query with LIMIT', remedy: 'use min_by or max_by, or row_number() in a WITH' }
    : undefined;

const listed: Rule = (part) =>
  part instanceof SetOperationContext || part instanceof InlineTableContext
    ? { place: 'a sub-query with UNION, INTERSECT, EXCEPT or VALUES', remedy: IN_WITH }
    : undefined;

/** For IN alone, what is selected is what is compared. */
const selected: Rule = (part, within) => {
  if (!(within instanceof InSubqueryContext)) return undefined;
  const computed = part instanceof QuerySpecificationContext && [...walk(part.selectList())].some(isAggregate);
  return computed || part instanceof SelectItemContext
    ? { place: 'an IN whose sub-query computes what it selects', remedy: 'write EXISTS, and compare in its WHERE' }
    : undefined;
};

const RULES: readonly Rule[] = [aggregated, outerJoin, deeper, grouped, cut, listed, selected];

/** The parts of the tree around a name, up to the first that is an end. */
function* around(name: ParserRuleContext, isEnd: (part: ParserRuleContext) => boolean): Generator<ParserRuleContext> {
  for (let at = name.parent; at !== null; at = at.parent) {
    yield at;
    if (isEnd(at)) return;
  }
}

/**
 * Why Trino cannot answer a sub-query that speaks of the outer row by this name: it has to make a join of it, and knows only the plain
 * forms. `levels` is how many sub-queries lie between the name and its table, `inRow` whether it is in a row. All of it was tried on Trino 476.
 */
export function correlationProblem(
  name: ParserRuleContext,
  { levels, inRow }: { readonly levels: number; readonly inRow: boolean },
): string | undefined {
  const text = name.getText();
  if (inRow)
    return `'${text}' is a field of the outer row, of which Trino reaches only whole columns from a sub-query; name it in a WITH first, such as useridentity.arn AS actor, and compare with that`;
  const inside = [...around(name, isSubquery)];
  const within = inside.at(-1) ?? name;
  const outside = [...around(within, (part) => part instanceof QuerySpecificationContext)];
  const [refusal] = [
    ...(levels > 1 ? [NESTED] : []),
    ...inside.flatMap((part) => RULES.flatMap((rule) => rule(part, within) ?? [])),
    ...outside.flatMap((part) => outerJoin(part) ?? []),
  ];
  return refusal === undefined
    ? undefined
    : `'${text}' belongs to the outer query, where Trino cannot reach from ${refusal.place}; ${refusal.remedy}`;
}
