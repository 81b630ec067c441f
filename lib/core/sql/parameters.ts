import { InputError } from '../errors.ts';
import type { Statement } from '../statement.ts';

/** A `:name` in a text of SQL; `start` and `end` are offsets, `end` is behind its last character. */
export interface Placeholder {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What stands for a `:name`: texts, with the one that is bound where there are none, or a number. */
export type Bound =
  | { readonly kind: 'list'; readonly values: readonly string[]; readonly none: string }
  | { readonly kind: 'number'; readonly value: number };

/**
 * Bound for an empty list, so that `IN` is false and `NOT IN` is true, never NULL. No pattern of an entity admits a control character,
 * and CloudTrail writes none of these two in any field.
 */
export const NO_VALUE = '\u0001none\u0002';

/** Strings, quoted names and comments come first, so that a colon inside one is never taken for a placeholder; so does `::`. */
const TOKENS = /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`[^`]*`?|--[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|::|:(?<name>[A-Za-z_]\w*)/g;

/** The placeholders of a statement, in order. */
export function placeholders(sql: string): readonly Placeholder[] {
  return [...sql.matchAll(TOKENS)].flatMap(({ 0: { length }, index, groups }) =>
    groups?.name === undefined ? [] : [{ name: groups.name, start: index, end: index + length }],
  );
}

const valuesOf = (bound: Bound): readonly (string | number)[] => {
  if (bound.kind === 'number') return [bound.value];
  return bound.values.length === 0 ? [bound.none] : bound.values;
};

/** Puts a `?` for each value in the place of its `:name`; the values themselves never become text of the statement. */
export function bind(sql: string, values: Readonly<Record<string, Bound>>): Statement {
  const parameters: (string | number)[] = [];
  let text = '';
  let end = 0;
  for (const placeholder of placeholders(sql)) {
    const bound = Object.hasOwn(values, placeholder.name) ? values[placeholder.name] : undefined;
    if (bound === undefined) throw new InputError(`no value for ':${placeholder.name}'; bind ${known(values)}, or take it out of the SQL`);
    const own = valuesOf(bound);
    parameters.push(...own);
    text += `${sql.slice(end, placeholder.start)}${own.map(() => '?').join(', ')}`;
    end = placeholder.end;
  }
  return { sql: text + sql.slice(end), parameters };
}

const known = (values: object): string =>
  Object.keys(values)
    .map((name) => `':${name}'`)
    .join(', ') || 'one';
