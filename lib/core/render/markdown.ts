/** A piece of a line. */
export type Inline =
  | { readonly kind: 'text' | 'strong' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

/** The Markdown that runbooks use. Whatever is none of it, HTML for one, is text. */
export type Block =
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'fence'; readonly text: string };

const INLINE = /`(?<code>[^`]+)`|\*\*(?<strong>[^*]+)\*\*|\[(?<label>[^\]]+)\]\((?<url>https:\/\/[^\s()]+)\)/g;
const FENCE = /^\s*```/;
const ITEM = /^\s{0,3}(?:[-*]|(?<number>\d+)[.)])\s+(?<text>.*)$/;

function inlineOf({ code, strong, label, url }: Readonly<Record<string, string | undefined>>): Inline {
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', text: strong };
  return { kind: 'link', text: label ?? '', url: url ?? '' };
}

/** The pieces of one paragraph, whose line ends are spaces. Links lead to https only. */
function parseInline(source: string): Inline[] {
  const text = source.replace(/\s*\n\s*/g, ' ').trim();
  const pieces: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
    pieces.push(inlineOf(match.groups ?? {}));
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

/** Lines that belong together: a fence, or what stands between empty lines. */
function chunks(source: string): string[][] {
  const groups: string[][] = [[]];
  let fenced = false;
  for (const line of source.split(/\r?\n/)) {
    if (FENCE.test(line)) {
      if (!fenced) groups.push([]);
      groups.at(-1)?.push(line);
      if (fenced) groups.push([]);
      fenced = !fenced;
    } else if (line.trim() === '' && !fenced) groups.push([]);
    else groups.at(-1)?.push(line);
  }
  return groups.filter((group) => group.length > 0);
}

/** Text before the first item is a paragraph of its own; a line that starts no item goes on with the one before. */
function listBlocks(lines: readonly string[]): Block[] {
  const start = lines.findIndex((line) => ITEM.test(line));
  const before = start === -1 ? lines : lines.slice(0, start);
  const paragraph: Block[] = before.length === 0 ? [] : [{ kind: 'paragraph', content: parseInline(before.join('\n')) }];
  if (start === -1) return paragraph;
  const items: string[] = [];
  for (const line of lines.slice(start)) {
    const text = ITEM.exec(line)?.groups?.text;
    if (text === undefined) items.push(`${items.pop() ?? ''}\n${line}`);
    else items.push(text);
  }
  const ordered = ITEM.exec(lines[start] ?? '')?.groups?.number !== undefined;
  return [...paragraph, { kind: 'list', ordered, items: items.map(parseInline) }];
}

/** Paragraphs, lists of one level, fences, `code`, **strong** and https links. */
export const parseMarkdown = (source: string): Block[] =>
  chunks(source).flatMap((lines): Block[] => {
    if (!FENCE.test(lines[0] ?? '')) return listBlocks(lines);
    return [
      {
        kind: 'fence',
        text: lines
          .slice(1)
          .filter((line) => !FENCE.test(line))
          .join('\n'),
      },
    ];
  });

const PLAIN: Readonly<Record<Inline['kind'], (text: string, url: string) => string>> = {
  text: (text) => text,
  strong: (text) => text,
  code: (text) => `\`${text}\``,
  link: (text, url) => `${text} (${url})`,
};

/** As plain text; code keeps its backticks, which say where a command begins and ends. */
export const plainInline = (content: readonly Inline[]): string =>
  content.map((piece) => PLAIN[piece.kind](piece.text, piece.kind === 'link' ? piece.url : '')).join('');

/** The first sentence of the first paragraph, as plain text. */
export function firstSentence(source: string): string {
  const [first] = parseMarkdown(source);
  const text = first?.kind === 'paragraph' ? plainInline(first.content) : '';
  return /^.+?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}
