import { forTerminal } from './escape.ts';

/** Two columns wide in a terminal: the East Asian scripts, full-width forms and emoji. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;

const widthOf = (character: string): number => (/\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

/** Columns that a text takes in a terminal, once it is made harmless. */
export const displayWidth = (text: string): number => {
  const shown = forTerminal(text);
  if (/^[ -~]*$/.test(shown)) return shown.length;
  return Array.from(shown, widthOf).reduce((sum, width) => sum + width, 0);
};

/** As much of the harmless text as fits. */
function fitting(shown: string, width: number): string {
  let used = 0;
  let kept = '';
  for (const character of shown) {
    used += widthOf(character);
    if (used > width) break;
    kept += character;
  }
  return kept;
}

const reversed = (text: string): string => [...text].reverse().join('');

/** Cuts to `width` with an ellipsis. An ARN keeps its end, where the name is; other texts keep their beginning. */
export function cut(text: string, width: number): string {
  const shown = forTerminal(text);
  if (displayWidth(shown) <= width) return shown;
  if (shown.startsWith('arn:')) return `…${reversed(fitting(reversed(shown), width - 1))}`;
  return `${fitting(shown, width - 1)}…`;
}

/** Cuts and pads to exactly `width` columns. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const shown = cut(text, width);
  const space = ' '.repeat(Math.max(0, width - displayWidth(shown)));
  return align === 'left' ? shown + space : space + shown;
}

/** A word as pieces that each fit: only what is wider than a line is broken. */
function pieces(word: string, width: number): string[] {
  const parts: string[] = [];
  for (let rest = word; rest !== ''; rest = rest.slice(parts.at(-1)?.length)) parts.push(fitting(rest, width) || rest.slice(0, 2));
  return parts;
}

/** Breaks at spaces into lines of at most `width` columns. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).flatMap((part) => pieces(forTerminal(part), width))) {
    const line = lines.at(-1);
    if (line !== undefined && displayWidth(line) + 1 + displayWidth(word) <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
