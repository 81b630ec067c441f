import { type Document, isMap, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { messageOf } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { FrontMatter } from './runbook.ts';

/** Something wrong in a runbook: where (line from 1) and what to do. */
export interface Problem {
  readonly line: number;
  readonly message: string;
}

type Parsed = { readonly kind: 'ok'; readonly value: FrontMatter } | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

/** Reads the YAML between the `---` lines. `firstLine` is the file's line on which `text` begins. */
export function parseFrontMatter(text: string, firstLine: number): Parsed {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, strict: true, uniqueKeys: true, logLevel: 'error' });
  const lineAt = (offset: number) => firstLine + counter.linePos(offset).line - 1;
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => ({
      line: lineAt(pos[0]),
      message: message.split('\n')[0]?.replace(/ at line .*/, '') ?? message,
    }));
    return { kind: 'invalid', problems };
  }
  const value = readable(document);
  if (value.kind === 'unreadable') return { kind: 'invalid', problems: [{ line: firstLine, message: value.reason }] };
  const result = FrontMatter.safeParse(value.is);
  if (result.success) return { kind: 'ok', value: result.data };
  const found = result.error.issues.flatMap((issue) => problemsOf(issue, document));
  return { kind: 'invalid', problems: found.map(({ at, message }) => ({ line: lineAt(at), message })) };
}

/** An alias of nothing, or of too much, shows only now. */
function readable(
  document: Document,
): { readonly kind: 'value'; readonly is: unknown } | { readonly kind: 'unreadable'; readonly reason: string } {
  try {
    return { kind: 'value', is: document.toJS() };
  } catch (thrown) {
    return { kind: 'unreadable', reason: messageOf(thrown) };
  }
}

/** Where in the text a problem is, and one sentence that names the key and the value's rule. */
function problemsOf(issue: z.core.$ZodIssue, document: Document): { at: number; message: string }[] {
  const known = Object.keys(FrontMatter.shape);
  if (issue.code === 'unrecognized_keys') {
    const choice =
      issue.path.length === 0 ? `; the front matter may have: ${known.join(', ')}` : ` in '${issue.path.map(String).join('.')}'`;
    return issue.keys.map((key) => ({
      at: offsetOf([...issue.path, key], document),
      message: `unknown key '${key}'${issue.path.length === 0 ? didYouMean(key, known) : ''}${choice}`,
    }));
  }
  const key = issue.path.map(String).join('.') || 'front matter';
  const isMissing = issue.path.length > 0 && document.getIn(issue.path) === undefined;
  const message = isMissing ? 'is missing' : issue.message.replace(/^Invalid (input|option): /, '').replace(/^Too /, 'too ');
  return [{ at: offsetOf(issue.path, document), message: `'${key}' ${message}` }];
}

/** Where a value stands, or its key, or the nearest part around it that is there. */
function offsetOf(path: readonly PropertyKey[], document: Document): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const here = path.slice(0, depth);
    const offset = keyOffset(here, document) ?? startOf(document.getIn(here, true));
    if (offset !== undefined) return offset;
  }
  return 0;
}

function keyOffset(path: readonly PropertyKey[], document: Document): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  return startOf(parent.items.find(({ key }) => String(key) === String(path.at(-1)))?.key);
}

const startOf = (node: unknown): number | undefined =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : undefined;
