/** Edits (insert, delete, replace one letter) between two words. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] ?? 0) + (b[j] === letter ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** `; did you mean 'x'?` for the name that is nearest to a mistyped one, or nothing where none is near. */
export function didYouMean(typed: string, names: Iterable<string>): string {
  const [best] = [...new Set(names)].map((name) => ({ name, edits: distance(typed, name) })).toSorted((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= Math.max(2, typed.length / 3) ? `; did you mean '${best.name}'?` : '';
}
