import {
  type AliasedRelationContext,
  type ColumnAliasesContext,
  ExpressionSourceTableContext,
  type JoinColumnEqualityContext,
  JoinRelationContext,
  LateralContext,
  ParenthesizedRelationContext,
  type ParserRuleContext,
  RelationDefaultContext,
  SampledRelationContext,
  SubqueryRelationContext,
  TableNameContext,
  UnnestContext,
} from '#trino-grammar';
import type { Check, Relation, Scope } from './check.ts';
import { isTrue } from './literals.ts';
import { condition } from './operators.ts';
import { compared } from './predicates.ts';
import { columnsOfSubquery } from './subqueries.ts';
import { leadsTo, nameIn, present } from './tree.ts';
import { BIGINT, type Column, nameOf, type Type, UNKNOWN } from './type.ts';

const NOTHING: Relation = { name: undefined, columns: [], open: true };

function refused(tree: ParserRuleContext, check: Check, message: string): Relation {
  check.report(tree, message);
  return NOTHING;
}

/** A table of the engine, or a CTE. */
function tableNamed(tree: TableNameContext, scope: Scope, check: Check): Relation {
  const identifiers = tree.tableOrViewName().tableRef()?.identifier() ?? tree.tableOrViewName().viewRef()?.identifier() ?? [];
  const name = identifiers.at(-1) === undefined ? '' : nameIn(identifiers.at(-1) ?? tree);
  if (tree.queryPeriod() !== null) return refused(tree, check, 'a table has no versions here; take FOR ... AS OF out');
  const cte = identifiers.length === 1 ? scope.ctes.get(name) : undefined;
  if (cte !== undefined) return { name, columns: cte };
  const table = check.tableOf(identifiers);
  return table === undefined
    ? refused(tree, check, `unknown table '${tree.getText()}'; a step reads 'events', 'baseline' and what its own WITH defines`)
    : { name, ...table };
}

/** The columns that UNNEST makes of one list: one, or one for each field of a row, or two for a map. */
function unnested(type: Type, at: ParserRuleContext, check: Check): readonly Column[] {
  if (type.kind === 'array') return type.of.kind === 'row' ? type.of.fields : [{ name: undefined, type: type.of }];
  if (type.kind === 'map') return ['key', 'value'].map((part) => ({ name: undefined, type: part === 'key' ? type.key : type.value }));
  if (!['unknown', 'null'].includes(type.kind)) {
    check.report(
      at,
      `UNNEST needs an array or a map, and this is a ${nameOf(type)}; of JSON text, make one: CAST(json_parse(..) AS ARRAY(JSON))`,
    );
  }
  return [{ name: undefined, type: UNKNOWN }];
}

function unnestOf(tree: UnnestContext, scope: Scope, check: Check): Relation {
  const walled = { ...scope, outer: undefined, walled: scope.outer };
  const columns = tree.expression().flatMap((list) => unnested(check.typeOf(list, walled), list, check));
  const ordinal: Column[] = tree.KW_ORDINALITY() === null ? [] : [{ name: undefined, type: BIGINT }];
  // Of a type that is not known, nobody knows how many columns it makes.
  return { name: undefined, columns: [...columns, ...ordinal], open: columns.some(({ type }) => type.kind === 'unknown') };
}

function primary(tree: ParserRuleContext, scope: Scope, check: Check): Relation {
  if (tree instanceof TableNameContext) return tableNamed(tree, scope, check);
  if (tree instanceof ExpressionSourceTableContext) return primary(tree.relationSourceTable(), scope, check);
  if (tree instanceof UnnestContext) return unnestOf(tree, scope, check);
  if (tree instanceof SubqueryRelationContext)
    return { name: undefined, columns: check.columnsOf(tree.query(), { ...scope, relations: [] }) };
  if (tree instanceof LateralContext) return { name: undefined, columns: columnsOfSubquery(tree, scope, check) };
  return refused(
    tree,
    check,
    'a step reads no table functions, files or JSON tables; read events, baseline, a WITH, a sub-query or UNNEST',
  );
}

/** Gives the columns the names of `AS t(a, b)`. */
function renamed(relation: Relation, aliases: ColumnAliasesContext | null, check: Check): Relation {
  if (aliases === null) return relation;
  const names = aliases.identifier().map(nameIn);
  if (names.length !== relation.columns.length && !relation.open) {
    const fields = relation.columns.map(({ name }) => name ?? '?').join(', ');
    check.report(
      aliases,
      `${names.length} names for ${relation.columns.length} columns; name each one (UNNEST of rows makes a column of each field: ${fields})`,
    );
  }
  return { ...relation, columns: names.map((name, at) => ({ name, type: relation.columns[at]?.type ?? UNKNOWN })) };
}

function aliased(tree: AliasedRelationContext, scope: Scope, check: Check): readonly Relation[] {
  const source = tree.relationPrimary();
  if (source instanceof ParenthesizedRelationContext && tree.identifier() === null) return relationsOf(source.relation(), scope, check);
  const relation = primary(source, scope, check);
  const name = tree.identifier();
  return [{ ...renamed(relation, tree.columnAliases(), check), name: name === null ? relation.name : nameIn(name) }];
}

function sampled(tree: SampledRelationContext, scope: Scope, check: Check): readonly Relation[] {
  const pattern = tree.patternRecognition();
  if (tree.KW_TABLESAMPLE() !== null) check.report(tree, 'TABLESAMPLE gives other rows each time; take it out');
  if (pattern.KW_MATCH_RECOGNIZE() !== null)
    check.report(tree, 'MATCH_RECOGNIZE is not supported; use window functions such as lag and lead');
  return aliased(pattern.aliasedRelation(), scope, check);
}

/** The grammar has a rule of its own for an ON that is just `a.x = b.y`. */
function sameColumns(tree: JoinColumnEqualityContext, scope: Scope, check: Check): void {
  const [left = UNKNOWN, right = UNKNOWN] = tree.joinColumnReference().map((side) => check.typeOf(side, scope));
  compared(tree, [left, right], check);
}

function joined(tree: JoinRelationContext, scope: Scope, check: Check): readonly Relation[] {
  const [first] = tree.relation();
  const left = first === undefined ? [] : relationsOf(first, scope, check);
  // UNNEST and LATERAL on the right see what stands to their left.
  const inner = { ...scope, relations: [...scope.relations, ...left] };
  const second = tree._rightRelation ?? tree._right;
  const right = second === undefined ? [] : relationsOf(second, inner, check);
  if (tree.KW_NATURAL() !== null) check.report(tree, 'NATURAL JOIN joins by whatever names are the same; write ON');
  if (tree.joinCriteria()?.KW_USING() != null) check.report(tree, 'USING is not supported; write ON a.x = b.x');
  const both: Scope = { ...scope, clause: 'ON', relations: [...scope.relations, ...left, ...right] };
  for (const equality of present(tree.joinCriteria()?.joinColumnEquality())) sameColumns(equality, both, check);
  for (const on of present(tree.joinCriteria()?.booleanExpression())) {
    condition(on, both, check);
    if (second !== undefined && leadsTo(second, UnnestContext) && !isTrue(on))
      check.report(on, 'LEFT JOIN UNNEST takes ON TRUE only; put the condition in the WHERE');
  }
  return [...left, ...right];
}

/** The relations of one item of a FROM, in the order of their columns. */
export function relationsOf(tree: ParserRuleContext, scope: Scope, check: Check): readonly Relation[] {
  if (tree instanceof JoinRelationContext) return joined(tree, scope, check);
  if (tree instanceof RelationDefaultContext) return sampled(tree.sampledRelation(), scope, check);
  return tree instanceof SampledRelationContext ? sampled(tree, scope, check) : [NOTHING];
}
