import { ParserRuleContext, type ParseTree, TerminalNode } from '#trino-grammar';
import { type Type, UNKNOWN } from '../../core/sql/type.ts';

/** A text of SQL on its way from Trino to DuckDB. */
export interface Printer {
  /** A part of the tree in DuckDB's SQL. */
  readonly print: (tree: ParserRuleContext) => string;
  /** The Trino type of an expression; unknown for what the checks did not look at. */
  readonly typeOf: (tree: ParserRuleContext) => Type;
}

/** Prints one kind of tree in another way; nothing means: as it is written. */
export type Rewrite = (tree: ParserRuleContext, printer: Printer) => string | undefined;

const END_OF_TEXT = -1;

const startOf = (tree: ParseTree): number =>
  tree instanceof ParserRuleContext ? (tree.start?.start ?? 0) : tree instanceof TerminalNode ? tree.symbol.start : 0;
const stopOf = (tree: ParseTree): number =>
  tree instanceof ParserRuleContext ? (tree.stop?.stop ?? 0) : tree instanceof TerminalNode ? tree.symbol.stop : 0;

/** Nothing is printed for the end of the text, and for a rule that matched no text. */
const isEmpty = (tree: ParseTree): boolean =>
  tree instanceof TerminalNode ? tree.symbol.type === END_OF_TEXT : tree.getChildCount() === 0;

/** A printer that keeps the text as it is written, but for the trees that have a rewrite. */
export function printerOf(sql: string, types: ReadonlyMap<ParserRuleContext, Type>, rewrites: ReadonlyMap<unknown, Rewrite>): Printer {
  // The grammar counts characters, of which a JavaScript string holds some as two.
  const characters = [...sql];
  const asWritten = (tree: ParserRuleContext): string => {
    let text = '';
    let end: number | undefined;
    for (const child of (tree.children ?? []).filter((each) => !isEmpty(each))) {
      // What lies between two children is white space and comments.
      text += end === undefined ? '' : characters.slice(end + 1, startOf(child)).join('');
      text += child instanceof ParserRuleContext ? printer.print(child) : child.getText();
      end = stopOf(child);
    }
    return text;
  };
  const printer: Printer = {
    print: (tree) => rewrites.get(tree.constructor)?.(tree, printer) ?? asWritten(tree),
    typeOf: (tree) => types.get(tree) ?? UNKNOWN,
  };
  return printer;
}
