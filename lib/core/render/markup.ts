import { forHtml } from './escape.ts';

/** Under a symbol, so that no value read from JSON can pass for markup. */
const MARKUP = Symbol('markup');

/** HTML that was made by `html`, and is therefore safe to put into HTML. */
export interface Markup {
  readonly [MARKUP]: string;
}

export type Content = string | number | Markup | readonly Content[];

function written(content: Content): string {
  if (typeof content === 'string') return forHtml(content);
  if (typeof content === 'number') return String(content);
  return MARKUP in content ? content[MARKUP] : content.map(written).join('');
}

/** Markup from a template; every value in it is escaped, and attributes stay in their quotes. */
export const html = (parts: TemplateStringsArray, ...values: readonly Content[]): Markup => ({
  [MARKUP]: parts.map((part, at) => part + written(values[at] ?? '')).join(''),
});

/** A finished page. */
export const page = (markup: Markup): string => `<!doctype html>\n${markup[MARKUP]}\n`;

const NEWLINE: Markup = { [MARKUP]: '\n' };

/** Text whose line ends are meant, for `pre`. */
export const lines = (text: string): Markup => html`${text.split('\n').flatMap((line, at) => (at === 0 ? [line] : [NEWLINE, line]))}`;

/** Up to a mark that ARNs, paths and addresses are made of, or 32 characters of a word that has none; accents stay with their letter. */
const PIECE = /[^/:,=?&_\s]{1,32}[/:,=?&_\s\p{M}]*|[/:,=?&_\s][/:,=?&_\s\p{M}]*/gu;

/** Text that can be broken into lines at such places, and nowhere in a shorter word. */
export const breakable = (text: string): Content => text.match(PIECE)?.map((piece, at) => (at === 0 ? piece : html`<wbr>${piece}`)) ?? text;

/** A style sheet of our own: its text is not data, and entities mean nothing in it. */
export const styleMarkup = (css: string): Markup => ({ [MARKUP]: `<style>${css}</style>` });
