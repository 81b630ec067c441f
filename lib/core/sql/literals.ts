import { ArithmeticUnaryContext, type ParserRuleContext } from '#trino-grammar';
import { core, rulesBelow } from './tree.ts';

/** Whether an expression is the word TRUE. */
export const isTrue = (tree: ParserRuleContext): boolean => /^true$/i.test(tree.getText());

/** The value of a number that is written out, with its sign. */
export function literalNumber(tree: ParserRuleContext | undefined): number | undefined {
  if (tree === undefined) return undefined;
  const bare = core(tree);
  const signed = bare instanceof ArithmeticUnaryContext ? rulesBelow(bare)[0] : bare;
  const isNumber = signed !== undefined && /^[\d.]+(e[+-]?\d+)?$/i.test(core(signed).getText());
  return isNumber ? Number(bare.getText()) : undefined;
}
