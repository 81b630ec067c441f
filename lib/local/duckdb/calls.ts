import { FunctionCallContext, LambdaContext, ListAggContext } from '#trino-grammar';
import { RECORD } from '../../core/cloudtrail.ts';
import { DATE_FORMAT } from '../../core/sql/patterns.ts';
import { literalText } from '../../core/sql/tree.ts';
import { AGGREGATES } from './aggregates.ts';
import { SCALARS } from './functions.ts';
import type { Printer, Rewrite } from './printer.ts';

/** A text as a literal of SQL. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const printed = (tree: FunctionCallContext, printer: Printer): readonly string[] => tree.expression().map(printer.print);

/** What the literal at a place says; the checks have seen that it is one. */
const literalAt = (tree: FunctionCallContext, at: number): string => literalText(tree.expression()[at]) ?? '';

/** How DuckDB writes a call that needs more than its printed arguments. */
type Special = (tree: FunctionCallContext, printer: Printer) => string;

const onList =
  (wrap: (list: string) => string): Special =>
  (tree, printer) =>
    wrap(printed(tree, printer).join(', '));

/** A call whose second argument is a literal in a language of its own. */
const withLiteral =
  (name: string, reword: (literal: string) => string): Special =>
  (tree, printer) => {
    const [first, , ...more] = printed(tree, printer);
    return `${name}(${[first, quoted(reword(literalAt(tree, 1))), ...more].join(', ')})`;
  };

/** `reduce(list, start, step, last)`: DuckDB's takes the start last, which must be of the list's type, and has no last step. */
const reduce: Special = (tree, printer) => {
  const [list, start, step, last] = printed(tree, printer);
  return `CASE WHEN ${list} IS NOT NULL THEN list_transform([list_reduce(${list}, ${step}, ${start})], ${last})[1] END`;
};

const dateFormat = (format: string): string => format.replaceAll(/%(.)/g, (_, letter: string) => DATE_FORMAT[letter] ?? '');

/** The path of a name with other characters: `["a-b"]` is `."a-b"` in DuckDB. */
const jsonPath = (path: string): string => path.replaceAll(/\["((?:[^"\\]|\\.)*)"\]/g, '."$1"');

/**
 * A column of a record that holds JSON. DuckDB wrote that text anew when it read the log, so a key in it stands as it is, never escaped:
 * to look for the key first is right, and ten times cheaper than to parse the JSON of every record.
 */
const JSON_COLUMN = new RegExp(
  `^(?:"\\w+"\\.)?"(?:${RECORD.flatMap(({ name, holds }) => (holds.kind === 'json' ? name : [])).join('|')})"$`,
);
const LAST_KEY = /\.([A-Za-z_][A-Za-z0-9_]*)(?:\[\d+\])*$/;

const byPath =
  (name: string): Special =>
  (tree, printer) => {
    const [json = ''] = printed(tree, printer);
    const key = JSON_COLUMN.test(json) ? LAST_KEY.exec(literalAt(tree, 1))?.[1] : undefined;
    const call = withLiteral(name, jsonPath)(tree, printer);
    return key === undefined ? call : `CASE WHEN contains(${json}, '"${key}"') THEN ${call} END`;
  };

/** An escape, a class, or an end of the text, in a regular expression. */
const REGEX_PART = /\\.|\[(?:\\.|[^\]\\])*\]|\$/gs;

/** In Java's expressions `$` also stands before a line break that ends the text. To match one more character there changes no group. */
const regex = (pattern: string): string => pattern.replaceAll(REGEX_PART, (part) => (part === '$' ? '(?:\\n?$)' : part));

/** Java writes $1 for a group, RE2 \1. What is replaced must not take in a line break, so `$` stays as it is. */
const regexpReplace: Special = (tree, printer) => {
  const [text, pattern, replacement] = printed(tree, printer);
  const groups = replacement === undefined ? [] : [quoted(literalAt(tree, 2).replaceAll(/\$(\d)/g, '\\$1'))];
  return `trino_regexp_replace(${[text, pattern, ...groups].join(', ')})`;
};

/** Trino writes null for a NULL, and any type at %s. */
const format: Special = (tree, printer) => {
  const [pattern, ...args] = printed(tree, printer);
  const directives = [...literalAt(tree, 0).matchAll(/%(?!%)[-,\d.]*([a-z])/g)].map(([, letter]) => letter);
  const values = args.map((arg, at) => (directives[at] === 's' ? `coalesce(CAST(${arg} AS VARCHAR), 'null')` : arg));
  return `printf(${[pattern, ...values].join(', ')})`;
};

const SPECIALS: Readonly<Record<string, Special>> = {
  transform: onList((list) => `list_transform(${list})`),
  filter: onList((list) => `list_filter(${list})`),
  any_match: onList((list) => `trino_any(list_transform(${list}))`),
  all_match: onList((list) => `trino_all(list_transform(${list}))`),
  none_match: onList((list) => `(NOT trino_any(list_transform(${list})))`),
  reduce,
  format,
  date_parse: withLiteral('strptime', dateFormat),
  date_format: withLiteral('strftime', dateFormat),
  json_extract: byPath('trino_json_extract'),
  json_extract_scalar: byPath('trino_json_extract_scalar'),
  json_size: byPath('trino_json_size'),
  regexp_like: withLiteral('regexp_matches', regex),
  regexp_extract: withLiteral('trino_regexp_extract', regex),
  regexp_extract_all: withLiteral('regexp_extract_all', regex),
  regexp_replace: regexpReplace,
  regexp_count: withLiteral('trino_regexp_count', regex),
  regexp_split: withLiteral('string_split_regex', regex),
};

function aggregate(tree: FunctionCallContext, name: string, printer: Printer): string | undefined {
  const orders = tree.sortItem().map(printer.print);
  const [filter, nulls, over] = [tree.filter()?.whereClause().booleanExpression(), tree.nullTreatment(), tree.over()];
  return AGGREGATES[name]?.({
    args: tree.ASTERISK() === null ? printed(tree, printer) : ['*'],
    types: tree.expression().map(printer.typeOf),
    whole: printer.typeOf(tree.expression()[0] ?? tree).kind === 'bigint',
    distinct: tree.setQuantifier() === null ? '' : `${tree.setQuantifier()?.getText()} `,
    order: orders.length === 0 ? '' : ` ORDER BY ${orders.join(', ')}`,
    filter: filter == null ? undefined : printer.print(filter),
    nulls: nulls === null ? '' : ` ${printer.print(nulls)}`,
    over: over === null ? '' : ` ${printer.print(over)}`,
  });
}

/** A function call in DuckDB's words. */
export const printCall: Rewrite = (tree, printer) => {
  if (!(tree instanceof FunctionCallContext)) return undefined;
  const name = tree.functionName().getText().toLowerCase();
  const scalar = (): string | undefined => SCALARS[name]?.({ args: printed(tree, printer), types: tree.expression().map(printer.typeOf) });
  return SPECIALS[name]?.(tree, printer) ?? scalar() ?? aggregate(tree, name, printer);
};

export const printListAgg: Rewrite = (tree, printer) => {
  if (!(tree instanceof ListAggContext)) return undefined;
  const separator = tree.string()?.getText() ?? "''";
  const [filter, distinct] = [tree.filter(), tree.setQuantifier()];
  const orders = tree.sortItem().map(printer.print).join(', ');
  const values = `${distinct === null ? '' : `${distinct.getText()} `}${printer.print(tree.expression())}`;
  return `string_agg(${values}, ${separator} ORDER BY ${orders})${filter === null ? '' : ` ${printer.print(filter)}`}`;
};

export const printLambda: Rewrite = (tree, printer) =>
  tree instanceof LambdaContext
    ? `lambda ${tree.identifier().map(printer.print).join(', ')}: ${printer.print(tree.expression())}`
    : undefined;
