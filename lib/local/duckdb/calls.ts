import { FunctionCallContext, LambdaContext, ListAggContext } from '#trino-grammar';
import { DATE_FORMAT } from '../../core/sql/patterns.ts';
import { literalText, nameIn } from '../../core/sql/tree.ts';
import { AGGREGATES } from './aggregates.ts';
import { SCALARS } from './functions.ts';
import type { Printer, Rewrite } from './printer.ts';

/** A text as a literal of SQL. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const printed = (tree: FunctionCallContext, printer: Printer): readonly string[] => tree.expression().map(printer.print);

/** How DuckDB writes a call that needs more than its printed arguments. */
type Special = (tree: FunctionCallContext, printer: Printer) => string;

const onList =
  (wrap: (list: string) => string): Special =>
  (tree, printer) =>
    wrap(printed(tree, printer).join(', '));

/** `reduce(list, start, step, last)`: DuckDB's takes the start last, which must be of the list's type, and has no last step. */
const reduce: Special = (tree, printer) => {
  const [list, start, step, last] = printed(tree, printer);
  return `CASE WHEN ${list} IS NOT NULL THEN list_transform([list_reduce(${list}, ${step}, ${start})], ${last})[1] END`;
};

const dateFormat = (format: string): string =>
  format.replace(/%$/, '').replaceAll(/%(.)/g, (_, letter: string) => DATE_FORMAT[letter] ?? '');

const withDateFormat =
  (name: string): Special =>
  (tree, printer) => {
    const [value, format] = tree.expression();
    return `${name}(${value === undefined ? '' : printer.print(value)}, ${quoted(dateFormat(literalText(format) ?? ''))})`;
  };

/** The path of a name with other characters: `["a-b"]` is `."a-b"` in DuckDB. */
const jsonPath = (path: string): string => path.replaceAll(/\["((?:[^"\\]|\\.)*)"\]/g, '."$1"');

const withJsonPath: Special = (tree, printer) => {
  const [json, path] = tree.expression();
  const call = { args: [json === undefined ? '' : printer.print(json), quoted(jsonPath(literalText(path) ?? ''))], types: [] };
  return SCALARS[tree.functionName().getText().toLowerCase()]?.(call) ?? '';
};

/** An escape, a class, or an end of the text, in a regular expression. */
const REGEX_PART = /\\.|\[(?:\\.|[^\]\\])*\]|\$/gs;

/** In Java's expressions `$` also stands before a line break that ends the text. To match one more character there changes no group. */
const beforeLineBreak = (pattern: string): string => pattern.replaceAll(REGEX_PART, (part) => (part === '$' ? '(?:\\n?$)' : part));

/** Java writes $1 for a group, RE2 \1. */
const replacement = (text: string): string => text.replaceAll(/\$(\d)/g, '\\$1');

const withRegex =
  (name: string): Special =>
  (tree, printer) => {
    const [text, pattern, third] = tree.expression();
    const literal = literalText(pattern) ?? '';
    const last =
      third === undefined ? [] : [name === 'trino_regexp_replace' ? quoted(replacement(literalText(third) ?? '')) : printer.print(third)];
    return `${name}(${[text === undefined ? '' : printer.print(text), quoted(name === 'trino_regexp_replace' ? literal : beforeLineBreak(literal)), ...last].join(', ')})`;
  };

/** Trino writes null for a NULL, and any type at %s. */
const format: Special = (tree, printer) => {
  const [pattern, ...args] = printed(tree, printer);
  const texts = args.map((arg, at) => (textAt(tree, at) ? `coalesce(CAST(${arg} AS VARCHAR), 'null')` : arg));
  return `printf(${[pattern, ...texts].join(', ')})`;
};

function textAt(tree: FunctionCallContext, at: number): boolean {
  const directives = [...(literalText(tree.expression()[0]) ?? '').matchAll(/%(?!%)[-,\d.]*([a-z])/g)];
  return directives[at]?.[1] === 's';
}

const SPECIALS: Readonly<Record<string, Special>> = {
  transform: onList((list) => `list_transform(${list})`),
  filter: onList((list) => `list_filter(${list})`),
  any_match: onList((list) => `trino_any(list_transform(${list}))`),
  all_match: onList((list) => `trino_all(list_transform(${list}))`),
  none_match: onList((list) => `(NOT trino_any(list_transform(${list})))`),
  reduce,
  format,
  date_parse: withDateFormat('strptime'),
  date_format: withDateFormat('strftime'),
  json_extract: withJsonPath,
  json_extract_scalar: withJsonPath,
  json_size: withJsonPath,
  regexp_like: withRegex('regexp_matches'),
  regexp_extract: withRegex('trino_regexp_extract'),
  regexp_extract_all: withRegex('regexp_extract_all'),
  regexp_replace: withRegex('trino_regexp_replace'),
  regexp_count: withRegex('trino_regexp_count'),
  regexp_split: withRegex('string_split_regex'),
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
  tree instanceof LambdaContext ? `lambda ${tree.identifier().map(nameIn).join(', ')}: ${printer.print(tree.expression())}` : undefined;
