import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { disjuncts, filled, templateOf } from './template.ts';

/**
 * Translations that the build made of the shipped runbooks, by their Trino text. They lie beside the bundle: the sources translate anew, so
 * that a change of the translation is never hidden.
 */
const STORE = new URL('./duckdb-statements.json', import.meta.url);
const Store = z.record(z.string(), z.string());
let store: z.infer<typeof Store> | undefined;

function known(sql: string): string | undefined {
  store ??= existsSync(STORE) ? Store.parse(JSON.parse(readFileSync(STORE, 'utf8'))) : {};
  return Object.hasOwn(store, sql) ? store[sql] : undefined;
}

/** A query in DuckDB's SQL, its values numbered behind `offset`. The grammar, a second's work to load and warm up, reads only what the build did not know. */
export async function translated(sql: string, offset = 0): Promise<string> {
  const template = templateOf(sql);
  const translation = known(template.sql) ?? (await import('./translate.ts')).translate(template.sql);
  return filled(translation, template, offset);
}

/** `SELECT … FROM logs WHERE a OR b OR c`, piece by piece: each scope was known to the build, their combinations were not. */
export async function translatedSelection(sql: string): Promise<string> {
  const pieces: string[] = [];
  let offset = 0;
  for (const piece of piecesOf(sql)) {
    pieces.push(await translated(piece, offset));
    offset += templateOf(piece).counts.reduce((sum, count) => sum + count, 0);
  }
  const [first = '', ...others] = pieces;
  return [first, ...others.map((other) => other.replace(HEAD, ''))].join('\n  OR ');
}

/** The statement once for each piece of its predicate. */
export function piecesOf(sql: string): string[] {
  const [head = ''] = HEAD.exec(sql) ?? [];
  return head === '' ? [sql] : disjuncts(sql.slice(head.length)).map((piece) => head + piece);
}

const HEAD = /^.*?\sWHERE\s/is;
