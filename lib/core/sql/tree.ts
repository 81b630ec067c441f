import {
  BasicStringLiteralContext,
  type IdentifierContext,
  ParserRuleContext,
  type ParseTree,
  type StringContext,
  StringLiteralContext,
} from '#trino-grammar';

/** The rules (not the tokens) directly below a part of the tree. */
export const rulesBelow = (tree: ParserRuleContext): ParserRuleContext[] =>
  (tree.children ?? []).filter((child): child is ParserRuleContext => child instanceof ParserRuleContext);

/** A part of the tree and everything below it, from the top. */
export function* walk(tree: ParserRuleContext): Generator<ParserRuleContext> {
  yield tree;
  for (const below of rulesBelow(tree)) yield* walk(below);
}

/** Steps down while there is nothing but one rule below: `(expression (predicated (literal)))` becomes the literal. */
export function core(tree: ParserRuleContext): ParserRuleContext {
  let at = tree;
  for (;;) {
    const only = at.children?.length === 1 ? at.children[0] : undefined;
    if (!(only instanceof ParserRuleContext)) return at;
    at = only;
  }
}

/** A name as Trino compares it: without quotes, in lower case even where it was quoted. */
export function nameIn(identifier: IdentifierContext | ParseTree): string {
  const text = identifier.getText();
  return (text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text).toLowerCase();
}

/** What a string literal says; nothing for another expression, and for a literal with Unicode escapes. */
export function literalText(tree: ParserRuleContext | undefined): string | undefined {
  if (tree === undefined) return undefined;
  const bare = core(tree);
  const string = bare instanceof StringLiteralContext ? bare.string() : bare;
  return string instanceof BasicStringLiteralContext ? unquoted(string) : undefined;
}

/** What stands between the quotes of a literal. */
export const unquoted = (string: StringContext): string => string.getText().slice(1, -1).replaceAll("''", "'");

/** The grammar's types say that a rule or name may be missing where the grammar itself does not allow it. */
export const present = <T>(found: T | null | undefined): T[] => (found === null || found === undefined ? [] : [found]);

/** Whether the first thing in a part of the tree, or the first in that one and so on, is of a kind. */
export function leadsTo(tree: ParserRuleContext, kind: Kind): boolean {
  const [first] = tree.children ?? [];
  return tree instanceof kind || (first instanceof ParserRuleContext && leadsTo(first, kind));
}

/** A class of the grammar. */
export type Kind<T extends ParserRuleContext = ParserRuleContext> = abstract new (...args: never[]) => T;
