import { type Block, parseMarkdown, plainInline } from '../render/markdown.ts';
import { count } from '../render/quantity.ts';
import type { Finding } from '../report.ts';
import { gist, rowFacts } from './row-facts.ts';

/** How a channel writes text of ours, and text of somebody else's. */
export interface Hand {
  readonly ours: (text: string) => string;
  readonly theirs: (text: string) => string;
}

/** A finding and its first row in one line: how bad, what, when, by whom, from where, by which event. */
export function findingLine({ severity, title, columns, rows, truncated }: Finding, { ours, theirs }: Hand): string {
  const facts = rowFacts(columns, rows[0] ?? []);
  const [event = ''] = facts.events;
  const parts: readonly (readonly [lead: string, text: string])[] = [
    ['', gist(facts)],
    ['by ', facts.who],
    ['from ', facts.from],
    ['event ', event],
  ];
  const told = parts.flatMap(([lead, text]) => (text === '' ? [] : [`${lead}${theirs(text)}`]));
  const amount = `${truncated ? 'more than ' : ''}${count(rows.length, 'row')}`;
  return `${severity.toUpperCase()} ${ours(title)} (${amount}): ${told.join(', ')}`;
}

const stepsIn = (block: Block): string[] => {
  if (block.kind === 'fence') return [`\`${block.text}\``];
  return block.kind === 'list' ? block.items.map(plainInline) : [plainInline(block.content)];
};

/** The steps of a runbook's advice as plain text, one each; code keeps its backticks. */
export const adviceSteps = (markdown: string): string[] => parseMarkdown(markdown).flatMap(stepsIn);
