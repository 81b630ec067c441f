import type { Severity } from '../severity.ts';
import { displayWidth, wrap } from './display-width.ts';
import { type Block, parseMarkdown, plainInline } from './markdown.ts';
import type { Line } from './terminal-line.ts';

/** Prose wider than this is hard to read, however wide the terminal. */
export const MEASURE = 96;

/** A wrapped text whose first line starts with `lead`, and whose other lines stand under it. */
export function hanging(lead: string, text: string, width: number): Line[] {
  const by = displayWidth(lead);
  return wrap(text, Math.max(16, Math.min(MEASURE, width) - by)).map((line, index) => [index === 0 ? lead : ' '.repeat(by), line]);
}

interface Title {
  readonly lead: string;
  readonly severity: Severity | undefined;
  readonly title: string;
}

/** A title in bold after the word for its severity, which colour only repeats. */
export function titleLines({ lead, severity, title }: Title, width: number): Line[] {
  const label = severity === undefined ? '' : `${severity.toUpperCase()} `;
  const [first = '', ...others] = wrap(title, Math.min(MEASURE, width) - lead.length - label.length);
  const begin: Line = severity === undefined ? [lead] : [lead, { text: label.trimEnd(), paint: severity }, ' '];
  const under = ' '.repeat(lead.length);
  return [[...begin, { text: first, paint: 'bold' }], ...others.map((text): Line => [under, { text, paint: 'bold' }])];
}

function blockLines(block: Block, width: number): Line[] {
  if (block.kind === 'paragraph') return hanging('', plainInline(block.content), width);
  if (block.kind === 'fence') return block.text.split('\n').map((line) => [`    ${line}`]);
  return block.items.flatMap((item, at) => hanging(block.ordered ? `${at + 1}. ` : '- ', plainInline(item), width));
}

/** A runbook's Markdown as wrapped plain text; a list stands right under the sentence that announces it. */
export const proseLines = (markdown: string, width: number): Line[] =>
  parseMarkdown(markdown).flatMap((block, at) => [...(at === 0 || block.kind === 'list' ? [] : [[]]), ...blockLines(block, width)]);
