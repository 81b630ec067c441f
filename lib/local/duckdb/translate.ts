import {
  AliasedRelationContext,
  CastContext,
  ConcatenationContext,
  ExtractContext,
  FunctionCallContext,
  InlineTableContext,
  LambdaContext,
  ListAggContext,
  ParameterContext,
  type ParserRuleContext,
  TrimContext,
  TypeConstructorContext,
  UnquotedIdentifierContext,
} from '#trino-grammar';
import { RECORD } from '../../core/cloudtrail.ts';
import { analyseQuery } from '../../core/sql/analyse.ts';
import { parseQuery, type SqlProblem } from '../../core/sql/parse.ts';
import { walk } from '../../core/sql/tree.ts';
import { columnsOf, UNKNOWN } from '../../core/sql/type.ts';
import { printCall, printLambda, printListAgg } from './calls.ts';
import { printCast, printConstructor } from './casts.ts';
import { printerOf, type Rewrite } from './printer.ts';
import { printRelation, printValues } from './relations.ts';

const printConcatenation: Rewrite = (tree, printer) => {
  if (!(tree instanceof ConcatenationContext) || printer.typeOf(tree.valueExpression()[0] ?? tree).kind !== 'array') return undefined;
  return `trino_array_concat(${tree.valueExpression().map(printer.print).join(', ')})`;
};

const printTrim: Rewrite = (tree, printer) =>
  tree instanceof TrimContext ? `trino_trim(${tree.valueExpression().map(printer.print).join(', ')})` : undefined;

/** Sunday is 7 in Trino's dow and 0 in DuckDB's. */
const printExtract: Rewrite = (tree, printer) =>
  tree instanceof ExtractContext
    ? `extract(${tree.identifier().getText().replace(/^dow$/i, 'isodow')} FROM ${printer.print(tree.valueExpression())})`
    : undefined;

/** A name that DuckDB keeps for itself, such as show, is a name like any other on Trino. */
const printName: Rewrite = (tree) => `"${tree.getText().toLowerCase()}"`;

const REWRITES: ReadonlyMap<unknown, Rewrite> = new Map<unknown, Rewrite>([
  [FunctionCallContext, printCall],
  [ListAggContext, printListAgg],
  [LambdaContext, printLambda],
  [CastContext, printCast],
  [TypeConstructorContext, printConstructor],
  [ConcatenationContext, printConcatenation],
  [ExtractContext, printExtract],
  [TrimContext, printTrim],
  [AliasedRelationContext, printRelation],
  [InlineTableContext, printValues],
  [UnquotedIdentifierContext, printName],
]);

/** `?` becomes `$1`, `$2`: a value may be printed twice, or behind one that stood after it. */
function numbered(tree: ParserRuleContext): Rewrite {
  const places = [...walk(tree)].filter((part) => part instanceof ParameterContext);
  return (parameter) => `$${places.findIndex(({ start }) => start === parameter.start) + 1}`;
}

/** Tables that a query does not define itself have the columns of a record, and may have more. */
const RECORDS = { columns: columnsOf(RECORD), open: true };

/** Trino's SQL as DuckDB's, with the meaning that Trino gives it; MACROS must be there when it runs. Refuses what it cannot carry over. */
export function translate(sql: string): string {
  const { tree, problems } = parseQuery(sql);
  if (tree === undefined) throw refusal(problems);
  const analysis = analyseQuery(tree, { tableOf: () => RECORDS, parameterType: () => UNKNOWN });
  if (analysis.problems.length > 0) throw refusal(analysis.problems);
  return printerOf(sql, analysis.types, new Map([...REWRITES, [ParameterContext, numbered(tree)]])).print(tree);
}

const refusal = (problems: readonly SqlProblem[]): Error =>
  new Error(`cannot run this SQL on DuckDB: ${problems.map(({ line, column, message }) => `${line}:${column} ${message}`).join('; ')}`);
