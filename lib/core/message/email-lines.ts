import { wrap } from '../render/display-width.ts';
import type { Line } from '../render/terminal-line.ts';
import { hanging } from '../render/terminal-prose.ts';
import { shortened } from './limits.ts';

/** Columns of a line: wider ones break twice on a phone. */
export const WIDTH = 66;

/** Characters of one text, and of one list the items, that a mail has room for; the report has the rest. */
const CHARACTERS = 500;
const ITEMS = 20;

/** A text of ours in lines of its own. */
export const paragraph = (text: string): Line[] => wrap(shortened(text, CHARACTERS), WIDTH).map((line) => [line]);

/** A text of somebody else's, moved to the right: none of its lines can pass for a heading. */
export const quoted = (text: string): Line[] => hanging('  ', shortened(text, CHARACTERS), WIDTH);

/** `name: text`; further lines stand deeper, so that none of them can pass for another pair. */
export function pairLines(name: string, text: string): Line[] {
  const [first = '', ...others] = wrap(`${name}: ${text}`, WIDTH - 4);
  return [['  ', first], ...others.map((line): Line => ['    ', line])];
}

/** Section names in capitals: no rule that a narrow screen would break in two. */
export const heading = (name: string): Line[] => [[], [name.toUpperCase()], []];

/** At most twenty items that begin with a dash, and how many more there are. */
export function bullets(texts: readonly string[]): Line[] {
  const lines = texts.slice(0, ITEMS).flatMap((text) => hanging('- ', shortened(text, CHARACTERS), WIDTH));
  return texts.length <= ITEMS ? lines : [...lines, [`- and ${texts.length - ITEMS} more`]];
}
