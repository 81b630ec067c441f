import { defang, forTerminal } from '../render/escape.ts';

/** Amazon SNS takes 262,144 bytes with subject and attributes: API Reference, Publish. The rest is room for those. */
export const MESSAGE_BYTES = 256_000;

/** Amazon SNS takes subjects of fewer than 100 characters: API Reference, Publish. */
const SUBJECT_CHARACTERS = 99;

const encoder = new TextEncoder();

/** Bytes of a text as UTF-8. */
export const bytesOf = (text: string): number => encoder.encode(text).length;

/** The first items whose sizes sum up to no more than `most`; always from the first on, none left out in between. */
export function fitting<T>(items: readonly T[], most: number, size: (item: T) => number): T[] {
  let used = 0;
  const end = items.findIndex((item) => {
    used += size(item);
    return used > most;
  });
  return items.slice(0, end === -1 ? items.length : end);
}

/** One harmless line of at most `most` characters, which says where it was cut. */
export function shortened(text: string, most: number): string {
  const shown = forTerminal(text.slice(0, most));
  return shown.length <= most && text.length <= most ? shown : `${shown.slice(0, most - 1)}…`;
}

/** One line of printable ASCII, 99 characters at most, in which no client finds a link. */
export function subjectLine(text: string): string {
  const line = defang(forTerminal(text)).replace(/[^ -~]/gu, '?');
  return line.length <= SUBJECT_CHARACTERS ? line : `${line.slice(0, SUBJECT_CHARACTERS - 3)}...`;
}

/** JSON in plain ASCII: whatever passes it on, no character can be refused, changed or act. */
export const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
