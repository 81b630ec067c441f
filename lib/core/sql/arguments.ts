import type { FunctionCallContext, ParserRuleContext } from '#trino-grammar';
import type { Check } from './check.ts';
import { cidrProblem } from './cidr.ts';
import { literalNumber } from './literals.ts';
import { DATE_FORMAT, formatProblem, JSON_PATH, regexProblem, UNITS, UNITS_OF_DATE } from './patterns.ts';
import { literalText } from './tree.ts';
import type { Type } from './type.ts';

/** What is wrong with the arguments of a call, as far as they are written out. */
type ArgumentRule = (args: readonly ParserRuleContext[], types: readonly Type[]) => string | undefined;

const jsonPath: ArgumentRule = ([, path], [json]) => {
  if (json?.kind === 'null') return 'NULL may be text or JSON; write CAST(NULL AS VARCHAR)';
  const text = literalText(path);
  if (text === undefined) return "the path must be written out, like '$.userName'";
  if (JSON_PATH.test(text)) return undefined;
  return `'${text}' is no path for Trino; a path is made of $, .name, ["any-name"] and [0]`;
};

/** The unit in front of the arguments at `moments`. */
const unit =
  (...moments: readonly number[]): ArgumentRule =>
  ([word], types) => {
    const text = literalText(word)?.toLowerCase() ?? '';
    if (!UNITS.includes(text)) return `the unit must be written out, one of ${UNITS.join(', ')}`;
    const dates = moments.every((at) => types[at]?.kind === 'date');
    return dates && !UNITS_OF_DATE.includes(text)
      ? `a date has no ${text}; use from_iso8601_timestamp, or ${UNITS_OF_DATE.join(', ')}`
      : undefined;
  };

const dateFormat: ArgumentRule = ([, format]) => {
  const text = literalText(format);
  if (text === undefined) return "the format must be written out, like '%Y-%m-%d %H:%i:%s'";
  const unknown = [...text.matchAll(/%(.?)/g)].find(([, letter = '']) => !Object.hasOwn(DATE_FORMAT, letter));
  const known = Object.keys(DATE_FORMAT).map((letter) => `%${letter}`);
  return unknown === undefined ? undefined : `'${unknown[0]}' is not supported in the format; use ${known.join(' ')}`;
};

const regex: ArgumentRule = ([, pattern, group]) => {
  const text = literalText(pattern);
  return text === undefined ? 'the regular expression must be written out' : regexProblem(text, literalNumber(group));
};

const replacement: ArgumentRule = ([, , text]) => {
  const literal = literalText(text);
  if (text !== undefined && literal === undefined) return 'the replacement must be written out';
  return /\\|\$[^\d]|\$$/.test(literal ?? '') ? 'a replacement may have $1, but no other $ and no backslash' : undefined;
};

const fromOne =
  (index: number): ArgumentRule =>
  (args) =>
    (literalNumber(args[index]) ?? 1) < 1 ? 'the index counts from 1' : undefined;

const notZero =
  (index: number): ArgumentRule =>
  (args) =>
    literalNumber(args[index]) === 0 ? 'the index counts from 1, or from -1 backwards' : undefined;

const delimiter: ArgumentRule = ([, text]) => (literalText(text) === '' ? 'the delimiter may not be empty' : undefined);

const network: ArgumentRule = ([list], [type]) => {
  const text = literalText(list);
  const problem = text === undefined || type?.kind !== 'varchar' ? undefined : cidrProblem(text);
  return problem === undefined ? undefined : `'${text}' ${problem}`;
};

const isoTime: ArgumentRule = ([time]) => {
  const text = literalText(time) ?? '2026-06-01';
  const known = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z?)?$/.test(text);
  return known ? undefined : `'${text}' is not a time like 2026-06-01T00:00:00Z, in UTC`;
};

/** How many decimals a literal has decides how Trino prints it. */
const isoOutput: ArgumentRule = ([time], [type]) => {
  if (type?.kind !== 'timestamptz') return "it needs a time with its zone; use from_iso8601_timestamp, or date_format(x, '%Y-%m-%d')";
  return /timestamp'/i.test(time?.getText() ?? '')
    ? 'a TIMESTAMP literal in it is printed in another way; use from_iso8601_timestamp'
    : undefined;
};

const fraction: ArgumentRule = ([, value]) => {
  const number = literalNumber(value) ?? -1;
  return number >= 0 && number <= 1 ? undefined : 'the fraction must be written out, from 0 to 1';
};

const format: ArgumentRule = ([pattern], [, ...types]) => {
  const text = literalText(pattern);
  return text === undefined ? "the format must be written out, like '%s/%s'" : formatProblem(text, types);
};

const joinable: ArgumentRule = ([list], [type]) => {
  const text = list?.getText() ?? '';
  if (/^(array_distinct\()?array_agg\(/i.test(text) && !/orderby/i.test(text))
    return 'array_agg has no order; write array_sort(array_agg(..)) in it';
  if (type?.kind !== 'array' || ['varchar', 'bigint', 'null', 'unknown'].includes(type.of.kind)) return undefined;
  return 'only texts and whole numbers are joined; make texts of the others with transform';
};

const sorted: ArgumentRule = ([json]) =>
  /json_parse\(/i.test(json?.getText() ?? '') ? "json_parse sorts the keys on Trino; use json_extract(x, '$')" : undefined;

const noDecimal: ArgumentRule = (_, [type]) =>
  type?.kind === 'decimal' ? 'Trino rounds to the decimals of its input; CAST it AS DOUBLE' : undefined;

const noRow: ArgumentRule = (_, [type]) =>
  type?.kind === 'row' ? 'a row cannot be carried along; call it once for each field' : undefined;

/** The eventTime of a record has whole seconds, so records often share it; each engine then takes another one of them. */
const tieless: ArgumentRule = ([, key]) =>
  /^(\w+\.)?eventtime$/i.test(key?.getText() ?? '') ? 'records of one second tie; order by eventtime || eventid' : undefined;

const both =
  (first: ArgumentRule, second: ArgumentRule): ArgumentRule =>
  (args, types) =>
    first(args, types) ?? second(args, types);

const same = (rule: ArgumentRule, ...names: readonly string[]): Record<string, ArgumentRule> =>
  Object.fromEntries(names.map((name) => [name, rule]));

const RULES: Readonly<Record<string, ArgumentRule>> = {
  ...same(jsonPath, 'json_extract', 'json_extract_scalar', 'json_size'),
  ...same(dateFormat, 'date_parse', 'date_format'),
  ...same(regex, 'regexp_like', 'regexp_extract', 'regexp_extract_all', 'regexp_count', 'regexp_split'),
  ...same(isoTime, 'from_iso8601_timestamp', 'from_iso8601_date'),
  ...same(notZero(1), 'element_at', 'slice'),
  ...same(both(noRow, tieless), 'min_by', 'max_by'),
  regexp_replace: both((args, types) => regex(args.slice(0, 2), types), replacement),
  date_trunc: unit(1),
  date_add: unit(2),
  date_diff: unit(1, 2),
  to_iso8601: isoOutput,
  split: delimiter,
  split_part: both(delimiter, fromOne(2)),
  contains: network,
  approx_percentile: fraction,
  format,
  array_join: joinable,
  json_format: sorted,
  avg: noDecimal,
};

/** Reports arguments that Trino refuses, or that the engines read in different ways. */
export function checkArguments(tree: FunctionCallContext, types: readonly Type[], check: Check): void {
  const name = tree.functionName().getText().toLowerCase();
  const problem = RULES[name]?.(tree.expression(), types);
  if (problem !== undefined) check.report(tree, `${name}: ${problem}`);
}
