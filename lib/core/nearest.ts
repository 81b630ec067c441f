/** The candidate that needs the fewest edits to become `word`; capitals count like small letters. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  return ranked(word, candidates)[0]?.candidate;
}

/** `; did you mean 'x'?` for the name that is nearest to a mistyped one, or nothing where none is near. */
export function didYouMean(typed: string, names: Iterable<string>): string {
  const [best] = ranked(typed, names);
  return best !== undefined && best.edits <= Math.max(2, typed.length / 3) ? `; did you mean '${best.candidate}'?` : '';
}

const ranked = (word: string, candidates: Iterable<string>) =>
  [...new Set(candidates)]
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((a, b) => a.edits - b.edits);

/** Levenshtein's distance (insert, delete or replace one letter), one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const [above = 0, corner = 0, left = 0] = [row[j + 1], row[j], next[j]];
      next.push(Math.min(above + 1, left + 1, corner + (letter === b[j] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
