import type { Type } from './type.ts';

/** The JSON paths that Trino reads; everything else is an error there (a name without
 * quotes has letters, digits, `_` and `:`). A name of digits is left out: Trino reads `.0` of a list as its first element; so is `["*"]`, which is
 * every name in DuckDB.. */
export const JSON_PATH = /^\$(?:\.[\p{L}_:][\p{L}\d_:]*|\["(?!\*"\])(?:[^"\\]|\\["\\])*"\]|\[\d+\])*$/u;

/** Units of a date, and of a time. */
export const UNITS_OF_DATE: readonly string[] = ['day', 'week', 'month', 'quarter', 'year'];
export const UNITS: readonly string[] = ['millisecond', 'second', 'minute', 'hour', ...UNITS_OF_DATE];

/** Letters of a MySQL date format, which Trino reads, and the strftime directive for each. Those for which the contract has a case. */
export const DATE_FORMAT: Readonly<Record<string, string>> = {
  Y: '%Y',
  m: '%m',
  d: '%d',
  e: '%-d',
  H: '%H',
  l: '%-I',
  i: '%M',
  s: '%S',
  f: '%f',
  p: '%p',
  b: '%b',
  M: '%B',
  a: '%a',
  T: '%H:%M:%S',
  r: '%I:%M:%S %p',
};

/** The directives of `format`, with the types that print the same everywhere. */
const DIRECTIVES: readonly (readonly [RegExp, readonly Type['kind'][]])[] = [
  [/^%-?\d*s$/, ['varchar', 'bigint']],
  [/^%,?(0\d+|\d*)d$/, ['bigint']],
  [/^%\.\d+f$/, ['double']],
];

/** What is wrong with a format, or with one of the values for it. */
export function formatProblem(format: string, types: readonly Type[]): string | undefined {
  const directives = [...format.matchAll(/%%|%[^a-zA-Z%]*[a-zA-Z]?/g)]
    .map(([directive]) => directive)
    .filter((directive) => directive !== '%%');
  if (directives.length !== types.length) return `the format has ${directives.length} places, and there are ${types.length} values`;
  for (const [at, directive] of directives.entries()) {
    const kinds = DIRECTIVES.find(([look]) => look.test(directive))?.[1];
    if (kinds === undefined) return `'${directive}' is not supported; use %s, %5s, %-5s, %d, %05d, %,d or %.2f`;
    const kind = types[at]?.kind ?? 'unknown';
    if (![...kinds, 'null', 'unknown'].includes(kind))
      return `'${directive}' prints ${kinds.join(' or ')}, and the value is ${kind}; CAST it`;
  }
  return undefined;
}

/** Java's regular expressions that RE2 does not have, by how they look. */
const JAVA_ONLY: readonly (readonly [RegExp, string])[] = [
  [/\(\?<?[=!]/, 'look-ahead and look-behind are'],
  [/\(\?P?<[A-Za-z]/, 'named groups are'],
  [/\\[1-9]/, 'references to groups are'],
  [/\[[^\]]*(?:&&|\[(?!:))/, 'classes inside classes are'],
  [/[*+?}]\+/, 'possessive quantifiers are'],
  [/\\p\{(?!L[ultmo]?\}|N[dlo]?\}|P\}|Z\})/, 'this \\p{..} class is'],
  [/\\[GZzhHRVX]/, 'this escape is'],
];

/** What is wrong with a regular expression, or with the number of a group in it. */
export function regexProblem(pattern: string, group: number | undefined): string | undefined {
  const bare = pattern.replaceAll('\\\\', '');
  const found = JAVA_ONLY.find(([look]) => look.test(bare));
  if (found !== undefined) return `${found[1]} not supported in a regular expression; write it without`;
  const groups = [...bare.replaceAll(/\\.|\[[^\]]*\]/g, '').matchAll(/\((?!\?)/g)].length;
  return group !== undefined && group > groups ? `the regular expression has ${groups} groups, so there is no group ${group}` : undefined;
}
