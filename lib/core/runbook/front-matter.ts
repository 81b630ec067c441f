import { isMap, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
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
  const document = parseDocument(text, { lineCounter: counter, strict: true, uniqueKeys: true });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ linePos, message }) => ({
      line: firstLine + (linePos?.[0].line ?? 1) - 1,
      message: message.split('\n')[0]?.replace(/ at line .*/, '') ?? message,
    }));
    return { kind: 'invalid', problems };
  }
  const result = FrontMatter.safeParse(document.toJS());
  if (result.success) return { kind: 'ok', value: result.data };
  const lineOf = (path: readonly PropertyKey[]) => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      const range = rangeOf(node) ?? keyRange(document, path.slice(0, depth));
      if (range !== undefined) return firstLine + counter.linePos(range).line - 1;
    }
    return firstLine;
  };
  return { kind: 'invalid', problems: result.error.issues.map((issue) => ({ line: lineOf(issue.path), message: describe(issue) })) };
}

const rangeOf = (node: unknown): number | undefined =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : undefined;

function keyRange(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => String(key) === String(path.at(-1)));
  return rangeOf(pair?.key);
}

/** One sentence that names the key, and the value's rule. */
function describe(issue: z.core.$ZodIssue): string {
  const key = issue.path.map(String).join('.') || 'front matter';
  if (issue.code === 'unrecognized_keys') {
    return `unknown key '${issue.keys.join("', '")}'; the front matter may have: ${Object.keys(FrontMatter.shape).join(', ')}`;
  }
  const missing = issue.code === 'invalid_type' && issue.message.includes('received undefined');
  return missing ? `'${key}' is missing` : `'${key}' ${issue.message.replace(/^Invalid input: /, '')}`;
}
