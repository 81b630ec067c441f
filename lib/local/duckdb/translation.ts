import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';

/** Trino SQL with one `?` for each list of them, so that a statement is the same text whatever the number of values. */
interface Template {
  readonly sql: string;
  /** How many values stand at each of its `?`. */
  readonly counts: readonly number[];
}

/** Strings come first: what they hold is no parameter. */
const PARAMETERS = /'(?:[^']|'')*'|\?(?:, \?)*/g;
const NUMBERS = /'(?:[^']|'')*'|\$(\d+)/g;

/** Takes the lists of `?` together. */
export function templateOf(sql: string): Template {
  const counts: number[] = [];
  const text = sql.replace(PARAMETERS, (token) => {
    if (token.startsWith("'")) return token;
    counts.push(token.split(',').length);
    return '?';
  });
  return { sql: text, counts };
}

/** Puts the lists back into a translation: `$2` becomes `$2, $3` where its list has two values. Numbers begin behind `offset`. */
export function filled(translation: string, counts: readonly number[], offset = 0): string {
  const starts = counts.map((_, at) => offset + counts.slice(0, at).reduce((sum, count) => sum + count, 1));
  return translation.replace(NUMBERS, (token, number: string | undefined) => {
    if (number === undefined) return token;
    const at = Number(number) - 1;
    return Array.from({ length: counts[at] ?? 0 }, (_, index) => `$${(starts[at] ?? 0) + index}`).join(', ');
  });
}

/** Translations that the build made of the shipped runbooks, by their Trino text. They lie beside the bundle, so sources never use stale ones. */
const STORE = new URL('./duckdb-statements.json', import.meta.url);
const Store = z.record(z.string(), z.string());
let store: z.infer<typeof Store> | undefined;

function known(sql: string): string | undefined {
  store ??= existsSync(STORE) ? Store.parse(JSON.parse(readFileSync(STORE, 'utf8'))) : {};
  return Object.hasOwn(store, sql) ? store[sql] : undefined;
}

/** A statement in DuckDB's SQL. The grammar, which takes a second to load and warm up, is only asked for statements that the build did not know. */
export async function translated(sql: string, offset = 0): Promise<string> {
  const template = templateOf(sql);
  const translation = known(template.sql) ?? (await import('./translate.ts')).translate(template.sql);
  return filled(translation, template.counts, offset);
}

const PREFIX = 'SELECT eventid FROM logs WHERE ';

/** A predicate over one log record in DuckDB's SQL, on the same terms. */
export async function translatedPredicate(predicate: string, offset: number): Promise<string> {
  const statement = await translated(PREFIX + predicate, offset);
  return statement.slice(statement.indexOf(' WHERE ') + ' WHERE '.length);
}

/** What the store has to hold for a predicate. */
export const predicateStatement = (predicate: string): string => templateOf(PREFIX + predicate).sql;
