/** A part of a Markdown text under one heading: what follows it up to the next heading of the same or a higher level. */
export interface Section {
  readonly title: string;
  /** Line of the heading, from 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

/** Cuts Markdown lines at the headings of one level (2 = `##`). Lines in code fences are never headings. `firstLine` is the number of lines[0]. */
export function sections(lines: readonly string[], level: number, firstLine: number): Section[] {
  const found: { title: string; line: number; lines: string[] }[] = [];
  const mark = `${'#'.repeat(level)} `;
  let fenced = false;
  lines.forEach((text, index) => {
    if (text.startsWith('```')) fenced = !fenced;
    if (!fenced && text.startsWith(mark)) found.push({ title: text.slice(mark.length).trim(), line: firstLine + index, lines: [] });
    else found.at(-1)?.lines.push(text);
  });
  return found;
}

/** The body of the one code fence of a language, with the line on which it begins; nothing if there is none, several, or it is never closed. */
export function fence(section: Section, language: string): { readonly text: string; readonly line: number } | undefined {
  const mark = `\`\`\`${language}`;
  const open = section.lines.indexOf(mark);
  const close = section.lines.indexOf('```', open + 1);
  if (open < 0 || close < 0 || section.lines.includes(mark, open + 1)) return undefined;
  return { text: section.lines.slice(open + 1, close).join('\n'), line: section.line + open + 2 };
}

/** The text outside of code fences, without blank lines at its ends. */
export function prose(section: Section): string {
  let fenced = false;
  const kept = section.lines.filter((text) => {
    const edge = text.startsWith('```');
    if (edge) fenced = !fenced;
    return !edge && !fenced;
  });
  return kept.join('\n').trim();
}

/** `New places` -> `new-places`. */
export const slug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
