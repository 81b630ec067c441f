import pico from 'picocolors';
import type { Severity } from '../severity.ts';
import { displayWidth } from './display-width.ts';
import { forTerminal } from './escape.ts';

export type Paint = 'bold' | 'dim' | Severity;

/** A line before it is drawn: pieces of text, any of which may still be hostile. */
export type Line = readonly (string | { readonly text: string; readonly paint: Paint })[];

type Colours = ReturnType<typeof pico.createColors>;

const PAINTS: Readonly<Record<Paint, (colours: Colours, text: string) => string>> = {
  bold: (colours, text) => colours.bold(text),
  dim: (colours, text) => colours.dim(text),
  critical: (colours, text) => colours.bold(colours.inverse(colours.red(text))),
  high: (colours, text) => colours.bold(colours.red(text)),
  medium: (colours, text) => colours.bold(colours.yellow(text)),
  low: (colours, text) => colours.bold(colours.cyan(text)),
  info: (colours, text) => colours.bold(text),
};

/** The only place where text becomes output: every piece is made harmless here, whoever wrote it. */
export function draw(lines: readonly Line[], colour: boolean): string {
  const colours = pico.createColors(colour);
  const drawn = (piece: Line[number]): string =>
    typeof piece === 'string' ? forTerminal(piece) : PAINTS[piece.paint](colours, forTerminal(piece.text));
  return lines.map((line) => `${line.map(drawn).join('')}\n`).join('');
}

/** Each line moved to the right. */
export const indent = (lines: readonly Line[], by: number): Line[] =>
  lines.map((line) => (line.length === 0 ? line : [' '.repeat(by), ...line]));

/** A section's name and a rule to the right edge. */
export const heading = (name: string, width: number): Line[] => [
  [],
  [{ text: name, paint: 'bold' }, ' ', { text: '─'.repeat(Math.max(0, width - displayWidth(name) - 1)), paint: 'dim' }],
];
