import { arrayOf, common, fits, mapOf, SIMPLE, type Simple, type Type, UNKNOWN } from './type.ts';

/** A type in a signature: `T` and other capital letters stand for whatever is given, `N` for a number; `any` says nothing. */
export type Pattern =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'simple'; readonly name: Simple }
  | { readonly kind: 'array'; readonly of: Pattern }
  | { readonly kind: 'map'; readonly key: Pattern; readonly value: Pattern }
  | { readonly kind: 'lambda'; readonly takes: readonly Pattern[]; readonly gives: Pattern };

/** One way to call a function. */
export interface Signature {
  readonly text: string;
  readonly takes: readonly Pattern[];
  /** How many arguments it needs at least; the last one may repeat where `repeats`. */
  readonly needs: number;
  readonly repeats: boolean;
  readonly gives: Pattern;
}

/** What the letters of a signature stand for in one call. */
export type Letters = Map<string, Type>;

const SIGNATURE = /^(?<name>\w+)\((?<takes>.*)\) -> (?<gives>[^>]+)$/;
const LAMBDA = /^\((?<takes>.*)\) -> (?<gives>.+)$/;
const NESTED = /^(?<outer>array|map)\((?<inner>.+)\)$/;

/** Splits at the commas that are not inside brackets. */
function split(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const [at, character] of [...list].entries()) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) {
      parts.push(list.slice(from, at).trim());
      from = at + 1;
    }
  }
  const last = list.slice(from).trim();
  return last === '' ? parts : [...parts, last];
}

const simpleNamed = (text: string): Simple => SIMPLE.find((kind) => kind === text) ?? 'unknown';

function patternOf(text: string): Pattern {
  const lambda = LAMBDA.exec(text)?.groups;
  if (lambda !== undefined)
    return { kind: 'lambda', takes: split(lambda.takes ?? '').map(patternOf), gives: patternOf(lambda.gives ?? '') };
  const nested = NESTED.exec(text)?.groups;
  if (nested === undefined) return /^[A-Z]$/.test(text) ? { kind: 'variable', name: text } : { kind: 'simple', name: simpleNamed(text) };
  const [first = '', second = ''] = split(nested.inner ?? '');
  return nested.outer === 'map'
    ? { kind: 'map', key: patternOf(first), value: patternOf(second) }
    : { kind: 'array', of: patternOf(first) };
}

/** Reads `name(varchar, bigint?, T...) -> array(T)`: `?` may be left out, `...` may repeat. */
export function readSignature(text: string): readonly [string, Signature] {
  const { name = '', takes = '', gives = '' } = SIGNATURE.exec(text)?.groups ?? {};
  const parts = split(takes);
  const signature = {
    text,
    takes: parts.map((part) => patternOf(part.replace(/(\?|\.\.\.)$/, ''))),
    needs: parts.filter((part) => !part.endsWith('?')).length,
    repeats: parts.at(-1)?.endsWith('...') ?? false,
    gives: patternOf(gives),
  };
  return [name, signature];
}

const isNumber = (type: Type): boolean => ['bigint', 'decimal', 'double', 'null', 'unknown'].includes(type.kind);

function matchesLetter(name: string, given: Type, letters: Letters): boolean {
  const together = common(letters.get(name) ?? given, given);
  if (together === undefined || (name === 'N' && !isNumber(given))) return false;
  letters.set(name, together);
  return true;
}

/** Whether an argument can stand where the pattern is, and what that says about the letters. */
export function matches(pattern: Pattern, given: Type, letters: Letters): boolean {
  if (pattern.kind === 'variable') return matchesLetter(pattern.name, given, letters);
  if (pattern.kind === 'lambda' || given.kind === 'unknown' || given.kind === 'null') return true;
  if (pattern.kind === 'simple') return fits(given, { kind: pattern.name });
  if (pattern.kind === 'array') return given.kind === 'array' && matches(pattern.of, given.of, letters);
  return given.kind === 'map' && matches(pattern.key, given.key, letters) && matches(pattern.value, given.value, letters);
}

/** The type that a pattern stands for, once its letters are known. */
export function typeFrom(pattern: Pattern, letters: Letters): Type {
  if (pattern.kind === 'variable') return letters.get(pattern.name) ?? UNKNOWN;
  if (pattern.kind === 'array') return arrayOf(typeFrom(pattern.of, letters));
  if (pattern.kind === 'map') return mapOf(typeFrom(pattern.key, letters), typeFrom(pattern.value, letters));
  return pattern.kind === 'simple' ? { kind: pattern.name } : UNKNOWN;
}
