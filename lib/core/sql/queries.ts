import {
  CubeContext,
  type GroupByContext,
  InlineTableContext,
  type NamedQueryContext,
  type ParserRuleContext,
  QueryNoWithContext,
  QuerySpecificationContext,
  QueryStatementContext,
  RollupContext,
  RowConstructorContext,
  type SelectItemContext,
  SetOperationContext,
  SubqueryContext,
  TableContext,
  type WindowSpecificationContext,
} from '#trino-grammar';
import type { Check, Clause, Relation, Scope } from './check.ts';
import { condition } from './operators.ts';
import { relationsOf } from './relations.ts';
import { core, nameIn, present, rulesBelow } from './tree.ts';
import { type Column, common, nameOf, type Type, UNKNOWN } from './type.ts';

const inClause = (scope: Scope, clause: Clause): Scope => ({ ...scope, clause });

/** The name that a SELECT item has in the result; nothing for an expression without AS. */
export function outputName(item: SelectItemContext): string | undefined {
  const alias = item.identifier();
  if (alias !== null) return nameIn(alias);
  const last = item.selectLiteralColumnName()?.columnRef().qualifiedName()?.identifier().at(-1);
  return last === undefined ? undefined : nameIn(last);
}

/** All columns, or those of one relation, of `*` or `t.*`. */
function starred(item: SelectItemContext, scope: Scope): readonly Column[] | undefined {
  if (item.selectAllWithoutTable() !== null) return scope.relations.flatMap(({ columns }) => columns);
  const table = item.tableAllColumns()?.primaryExpression().getText().toLowerCase();
  return table === undefined ? undefined : scope.relations.filter(({ name }) => name === table).flatMap(({ columns }) => columns);
}

function selected(item: SelectItemContext, scope: Scope, check: Check): readonly Column[] {
  const all = starred(item, scope);
  if (all !== undefined) return all;
  const [expression] = [
    ...present(item.selectLiteralColumnName()?.columnRef()),
    ...present(item.selectExpressionColumnName()?.expression()),
  ];
  return [{ name: outputName(item), type: expression === undefined ? UNKNOWN : check.typeOf(expression, scope) }];
}

function grouped(tree: GroupByContext, scope: Scope, check: Check): void {
  for (const element of tree.groupingElement()) {
    if (element instanceof CubeContext || element instanceof RollupContext)
      check.report(element, 'CUBE and ROLLUP are not supported; write GROUPING SETS');
    for (const term of rulesBelow(element).flatMap(rulesBelow).flatMap(rulesBelow)) check.typeOf(term, scope);
  }
}

/** What a window names: its PARTITION BY and ORDER BY. */
export function windowed(tree: WindowSpecificationContext, scope: Scope, check: Check): void {
  for (const expression of tree.partitionBy()?.expression() ?? []) check.typeOf(expression, scope);
  for (const item of tree.sortItem()) for (const expression of rulesBelow(item)) check.typeOf(expression, scope);
}

/** The scope that ORDER BY sees: the result's columns go before those of the tables. */
interface Selection {
  readonly columns: readonly Column[];
  readonly scope: Scope;
}

function specification(tree: QuerySpecificationContext, outer: Scope, check: Check): Selection {
  const aliases = new Set(
    tree
      .selectList()
      .selectItem()
      .flatMap((item) => (item.identifier() === null ? [] : present(outputName(item)))),
  );
  const empty: Scope = { ...outer, clause: 'FROM', relations: [], aliases, outer };
  const relations: Relation[] = [];
  for (const item of tree.relation()) relations.push(...relationsOf(item, { ...empty, relations: [...relations] }, check));
  const scope: Scope = { ...empty, relations };
  for (const where of present(tree.whereClause()?.booleanExpression())) condition(where, inClause(scope, 'WHERE'), check);
  for (const group of present(tree.groupBy())) grouped(group, inClause(scope, 'GROUP BY'), check);
  for (const having of present(tree.havingClause()?.booleanExpression())) condition(having, inClause(scope, 'HAVING'), check);
  for (const window of tree.windowDefinition()) windowed(window.windowSpecification(), inClause(scope, 'SELECT'), check);
  const columns = tree
    .selectList()
    .selectItem()
    .flatMap((item) => selected(item, inClause(scope, 'SELECT'), check));
  return { columns, scope };
}

function inlineTable(tree: InlineTableContext, scope: Scope, check: Check): readonly Column[] {
  const rows = tree.expression().map((row) => {
    const bare = core(row);
    return (bare instanceof RowConstructorContext ? bare.expression() : [row]).map((cell) => check.typeOf(cell, scope));
  });
  const [first = []] = rows;
  return first.map((type, at) => ({ name: undefined, type: rows.reduce((all, row) => common(all, row[at] ?? UNKNOWN) ?? all, type) }));
}

function setOperation(tree: SetOperationContext, scope: Scope, check: Check): readonly Column[] {
  const [left = [], right = []] = tree.queryTerm().map((term) => selection(term, scope, check).columns);
  return left.map(({ name, type }, at) => {
    const other: Type = right[at]?.type ?? UNKNOWN;
    const both = common(type, other);
    if (both === undefined)
      check.report(tree, `column ${at + 1} is ${nameOf(type)} on one side and ${nameOf(other)} on the other; CAST one of them`);
    return { name, type: both ?? UNKNOWN };
  });
}

function selection(tree: ParserRuleContext, scope: Scope, check: Check): Selection {
  if (tree instanceof QuerySpecificationContext) return specification(tree, scope, check);
  const bare = { ...scope, relations: [] };
  if (tree instanceof InlineTableContext) return { columns: inlineTable(tree, scope, check), scope: bare };
  if (tree instanceof SetOperationContext) return { columns: setOperation(tree, scope, check), scope: bare };
  if (tree instanceof SubqueryContext) return { columns: withoutWith(tree.queryNoWith(), scope, check), scope: bare };
  if (tree instanceof TableContext) check.report(tree, 'TABLE x is not supported; write SELECT and the columns');
  const [only] = rulesBelow(tree);
  return only === undefined ? { columns: [], scope: bare } : selection(only, scope, check);
}

function withoutWith(tree: QueryNoWithContext, outer: Scope, check: Check): readonly Column[] {
  if (tree.KW_FETCH() !== null || tree.KW_OFFSET() !== null)
    check.report(tree, 'FETCH and OFFSET are not supported; use row_number() in a WITH');
  const { columns, scope } = selection(tree.queryTerm(), outer, check);
  const seen: Scope = { ...scope, clause: 'ORDER BY', relations: [{ name: undefined, columns }], outer: { ...scope, clause: 'ORDER BY' } };
  for (const item of tree.sortItem()) for (const expression of rulesBelow(item)) check.typeOf(expression, seen);
  return columns;
}

function cteOf(tree: NamedQueryContext, scope: Scope, check: Check): readonly [string, readonly Column[]] {
  const columns = check.columnsOf(tree.query(), scope);
  const names = tree.columnAliases()?.identifier().map(nameIn);
  return [
    nameIn(tree.identifier()),
    names === undefined ? columns : names.map((name, at) => ({ name, type: columns[at]?.type ?? UNKNOWN })),
  ];
}

/** The columns that a query gives. */
export function columnsOfQuery(tree: ParserRuleContext, scope: Scope, check: Check): readonly Column[] {
  if (!(tree instanceof QueryStatementContext)) return tree instanceof QueryNoWithContext ? withoutWith(tree, scope, check) : [];
  let inner = scope;
  if (tree.with()?.KW_RECURSIVE() != null) check.report(tree, 'WITH RECURSIVE is not supported; join as many times as there are steps');
  for (const named of tree.with()?.namedQuery() ?? [])
    inner = { ...inner, ctes: new Map([...inner.ctes, cteOf(named, { ...inner, relations: [] }, check)]) };
  return withoutWith(tree.queryNoWith(), inner, check);
}
