/** A statement whose text is the same for any number of values and any window, with what was taken out of it. */
export interface Template {
  readonly sql: string;
  /** How many values stand at each of its `?`. */
  readonly counts: readonly number[];
  readonly times: readonly string[];
}

/** Strings come first: what they hold is no parameter, but a string that is a time is taken out. */
const HOLES = /'(?:[^']|'')*'|\?(?:, \?)*/g;
const TIME = /^'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ'$/;
const FILLED = /'(?:[^']|'')*'|\$(\d+)/g;

/** Takes lists of `?` together, and numbers the times. */
export function templateOf(sql: string): Template {
  const [counts, times]: [number[], string[]] = [[], []];
  const text = sql.replace(HOLES, (token) => {
    if (!token.startsWith("'")) {
      counts.push(token.split(',').length);
      return '?';
    }
    return TIME.test(token) ? `'time ${times.push(token)}'` : token;
  });
  return { sql: text, counts, times };
}

/** Puts lists and times back into a translation: `$2` becomes `$2, $3` where its list has two values. Numbers begin behind `offset`. */
export function filled(translation: string, { counts, times }: Template, offset: number): string {
  const firsts = counts.map((_, at) => offset + counts.slice(0, at).reduce((sum, count) => sum + count, 1));
  return translation.replace(FILLED, (token, number: string | undefined) => {
    if (number === undefined) return times[Number(/^'time (\d+)'$/.exec(token)?.[1]) - 1] ?? token;
    const at = Number(number) - 1;
    return Array.from({ length: counts[at] ?? 0 }, (_, index) => `$${(firsts[at] ?? 0) + index}`).join(', ');
  });
}

/** Cuts a predicate where OR stands outside of all brackets: each piece means the same by itself. */
export function disjuncts(predicate: string): string[] {
  const pieces: string[] = [];
  let [depth, start] = [0, 0];
  for (const { 0: token, index } of predicate.matchAll(/'(?:[^']|'')*'|"[^"]*"|--[^\n]*|[()]|\b(?:OR|CASE|END)\b/gi)) {
    if (token === '(' || /^case$/i.test(token)) depth++;
    if (token === ')' || /^end$/i.test(token)) depth--;
    if (depth > 0 || !/^or$/i.test(token)) continue;
    pieces.push(predicate.slice(start, index));
    start = index + token.length;
  }
  return [...pieces, predicate.slice(start)].map((piece) => piece.trim());
}
