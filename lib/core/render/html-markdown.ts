import { type Block, type Inline, parseMarkdown } from './markdown.ts';
import { html, lines, type Markup } from './markup.ts';

const INLINE: Readonly<Record<Inline['kind'], (text: string, url: string) => Markup>> = {
  text: (text) => html`${text}`,
  strong: (text) => html`<strong>${text}</strong>`,
  code: (text) => html`<code>${text}</code>`,
  link: (text, url) => html`<a href="${url}" rel="noopener noreferrer">${text}</a>`,
};

const inline = (content: readonly Inline[]): Markup[] =>
  content.map((piece) => INLINE[piece.kind](piece.text, piece.kind === 'link' ? piece.url : ''));

function blockMarkup(block: Block): Markup {
  if (block.kind === 'paragraph') return html`<p>${inline(block.content)}</p>`;
  if (block.kind === 'fence') return html`<pre>${lines(block.text)}</pre>`;
  const items = block.items.map((item) => html`<li>${inline(item)}</li>`);
  return block.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
}

/** A runbook's Markdown as HTML. Only a runbook's https links become links. */
export const prose = (markdown: string): Markup => html`${parseMarkdown(markdown).map(blockMarkup)}`;
