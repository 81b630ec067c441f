import type { ExpressionContext, ExtractContext, ParserRuleContext, SearchedCaseContext, SimpleCaseContext } from '#trino-grammar';
import type { Check, Scope } from './check.ts';
import { reported } from './names.ts';
import { condition } from './operators.ts';
import { compared } from './predicates.ts';
import { present } from './tree.ts';
import { BIGINT, common, fits, NULL, nameOf, TIMESTAMPTZ, type Type, UNKNOWN } from './type.ts';

interface Around {
  readonly scope: Scope;
  readonly check: Check;
}

/** The one type of values that can stand for each other, as in a list or behind the THENs of a CASE. */
export function typeOfTogether(at: ParserRuleContext, values: readonly ExpressionContext[], { scope, check }: Around): Type {
  let all: Type = NULL;
  for (const value of values) {
    const type = check.typeOf(value, scope);
    const both = common(all, type);
    if (both === undefined) return reported(check, at, `${nameOf(all)} and ${nameOf(type)} do not go together; CAST one of them`);
    all = both;
  }
  return all;
}

export function typeOfSearchedCase(tree: SearchedCaseContext, scope: Scope, check: Check): Type {
  const clauses = tree.whenClause();
  for (const clause of clauses) condition(clause.expression()[0] ?? clause, scope, check);
  const results = [...clauses.flatMap((clause) => clause.expression().slice(1)), ...present(tree._elseExpression)];
  return typeOfTogether(tree, results, { scope, check });
}

export function typeOfSimpleCase(tree: SimpleCaseContext, scope: Scope, check: Check): Type {
  const [operand] = tree.expression();
  const type = operand === undefined ? UNKNOWN : check.typeOf(operand, scope);
  for (const value of tree.whenClause().flatMap((clause) => clause.expression().slice(0, 1))) {
    compared(value, [type, check.typeOf(value, scope)], check);
  }
  const results = [...tree.whenClause().flatMap((clause) => clause.expression().slice(1)), ...present(tree._elseExpression)];
  return typeOfTogether(tree, results, { scope, check });
}

/** The fields for which the engine contract has a case. */
const FIELDS = ['hour', 'dow'];

export function typeOfExtract(tree: ExtractContext, scope: Scope, check: Check): Type {
  const field = tree.identifier().getText().toLowerCase();
  const type = check.typeOf(tree.valueExpression(), scope);
  if (!FIELDS.includes(field))
    return reported(check, tree, `extract(${field} ..) is not supported; use date_format(x, '%Y-%m-%d %H:%i:%s') or date_trunc`);
  if (!fits(type, TIMESTAMPTZ))
    return reported(check, tree, `extract needs a time, and this is ${nameOf(type)}; use from_iso8601_timestamp(eventtime)`);
  return BIGINT;
}
