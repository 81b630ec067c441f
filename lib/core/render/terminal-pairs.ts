import { cut, displayWidth } from './display-width.ts';
import type { Line } from './terminal-line.ts';

interface Pair {
  readonly name: string;
  readonly text: string;
}

const GAP = '  ';
/** A value gets at least this many columns, whatever stands before it. */
const LEAST = 8;

/** `name value` pairs that flow over as many lines as they need, under each other; a pair is never torn apart. */
export function pairLines(pairs: readonly Pair[], { lead, width }: { lead: string; width: number }): Line[] {
  const lines: Line[] = [];
  let used = width;
  for (const { name, text } of pairs) {
    const shown = cut(text, Math.max(LEAST, width - lead.length - displayWidth(name) - 1));
    const size = displayWidth(name) + 1 + displayWidth(shown);
    const pair: Line = [{ text: name, paint: 'dim' }, ' ', shown];
    if (used + GAP.length + size > width) {
      lines.push([lines.length === 0 ? lead : ' '.repeat(lead.length), ...pair]);
      used = lead.length + size;
    } else {
      lines.push([...(lines.pop() ?? []), GAP, ...pair]);
      used += GAP.length + size;
    }
  }
  return lines;
}
