/** A tag as a strict reader sees it. */
export interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: ReadonlyMap<string, string>;
}

const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>/g;
const ATTRIBUTE = / ([a-z-]+)(?:="([^"<>]*)")?/g;
const VOID = new Set(['meta', 'br', 'wbr']);

/** Reads a page that we wrote: its tags in order, and all text between them. */
export function readHtml(page: string): { tags: Tag[]; text: string } {
  const body = page.replace(/^<!doctype html>/, '').replace(/<style>[^<]*<\/style>/, '');
  const tags = [...body.matchAll(TAG)].map(([, slash, name = '', attributes = '']) => ({
    name,
    closing: slash === '/',
    attributes: new Map([...attributes.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key, value])),
  }));
  return { tags, text: body.replace(TAG, '') };
}

/** The first tag that does not close what is open, if any. */
export function unbalanced(tags: readonly Tag[]): string | undefined {
  const open: string[] = [];
  for (const { name, closing } of tags) {
    if (VOID.has(name)) continue;
    if (!closing) open.push(name);
    else if (open.pop() !== name) return name;
  }
  return open.pop();
}
