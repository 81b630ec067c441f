import { defang } from '../render/escape.ts';
import { type Inline, parseMarkdown } from '../render/markdown.ts';
import { shortened } from './limits.ts';

/**
 * What Slack and Teams make mentions, links, entities and code of. They have no escape in common, so each is shown as a likeness.
 * Sources: Slack, "Formatting text for app surfaces" (`<!channel>`, `<@U…>`, `<url|text>`, `&lt;`); Teams, "Format cards" (`<at>`, `[text](url)`).
 */
const LIKENESS: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '&': '＆', '`': 'ˋ', '@': '[@]', '|': '¦' };

/** `](` is what makes a link in Markdown; it keeps its look. */
const inert = (text: string): string =>
  defang(text)
    .replace(/[<>&`@|]/g, (character) => LIKENESS[character] ?? character)
    .replaceAll('](', '] (');

/** Text of ours in a line of chat; at most `most` characters. */
export const chatPlain = (text: string, most: number): string => shortened(inert(shortened(text, most)), most);

/** Text of somebody else's: in a code span that it cannot leave, where no formatting means anything. An empty one is nothing. */
export const chatCode = (text: string, most = 120): string =>
  text.trim() === '' ? '' : `\`${shortened(inert(shortened(text, most)), most)}\``;

const asChat = (piece: Inline): string => (piece.kind === 'code' ? chatCode(piece.text) : chatPlain(piece.text, 400));

/** The steps of a runbook's advice, one line each; code stays code. */
export const chatSteps = (markdown: string): string[] =>
  parseMarkdown(markdown).flatMap((block) => {
    if (block.kind === 'fence') return [chatCode(block.text, 300)];
    const items = block.kind === 'list' ? block.items : [block.content];
    return items.map((pieces) => pieces.map(asChat).join(''));
  });
