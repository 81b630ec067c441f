import type {
  AndContext,
  ArithmeticBinaryContext,
  ArithmeticUnaryContext,
  ConcatenationContext,
  LogicalNotContext,
  OrContext,
  ParserRuleContext,
} from '#trino-grammar';
import type { Check, Scope } from './check.ts';
import { literalNumber } from './literals.ts';
import { reported } from './names.ts';
import { BIGINT, BOOLEAN, common, DECIMAL, fits, NULL, nameOf, type Type, UNKNOWN, VARCHAR } from './type.ts';

/** Reports an expression that is not a condition. */
export function condition(tree: ParserRuleContext, scope: Scope, check: Check): Type {
  const type = check.typeOf(tree, scope);
  if (!fits(type, BOOLEAN)) check.report(tree, `a condition is needed here, and this is ${nameOf(type)}; compare it with something`);
  return BOOLEAN;
}

export function typeOfLogic(tree: AndContext | OrContext | LogicalNotContext, scope: Scope, check: Check): Type {
  for (const part of [tree.booleanExpression()].flat()) condition(part, scope, check);
  return BOOLEAN;
}

const isNumber = ({ kind }: Type): boolean => ['bigint', 'decimal', 'double', 'null', 'unknown'].includes(kind);
const isMoment = ({ kind }: Type): boolean => ['timestamp', 'timestamptz'].includes(kind);

export function typeOfSign(tree: ArithmeticUnaryContext, scope: Scope, check: Check): Type {
  const type = check.typeOf(tree.valueExpression(), scope);
  return isNumber(type) ? type : reported(check, tree, `only a number has a sign, and this is ${nameOf(type)}; CAST it AS BIGINT`);
}

/** On Trino 1/0 is an error, and on DuckDB it is NULL; a decimal quotient keeps the decimals of its parts: 100.0 * 1 / 3 is 33.3. */
function divided(tree: ArithmeticBinaryContext, types: readonly Type[], check: Check): void {
  const divisor = tree.valueExpression().at(-1);
  const value = literalNumber(divisor);
  const guarded = divisor !== undefined && /^\(*nullif\(/i.test(divisor.getText());
  if (!guarded && (value === undefined || value === 0)) check.report(tree, 'Trino fails where the divisor is 0; divide by nullif(x, 0)');
  if (types.some(({ kind }) => kind === 'decimal')) {
    check.report(tree, 'Trino rounds a quotient of decimals to their decimals (100.0 * 1 / 3 is 33.3); write 1e0 * or CAST(x AS DOUBLE)');
  }
}

/** A moment and an interval make a moment; two moments make an interval. */
function momentType(operator: string, left: Type, right: Type): Type | undefined {
  if (right.kind === 'interval' && isMoment(left)) return left;
  if (operator === '+' && left.kind === 'interval' && isMoment(right)) return right;
  if (operator === '-' && isMoment(left) && isMoment(right)) return { kind: 'interval' };
  return left.kind === 'interval' && right.kind === 'interval' && '+-'.includes(operator) ? left : undefined;
}

export function typeOfArithmetic(tree: ArithmeticBinaryContext, scope: Scope, check: Check): Type {
  const types = tree.valueExpression().map((part) => check.typeOf(part, scope));
  const [left = UNKNOWN, right = UNKNOWN] = types;
  const operator = tree._operator?.text ?? '';
  if ('/%'.includes(operator)) divided(tree, types, check);
  if (isNumber(left) && isNumber(right)) return common(left, right) ?? UNKNOWN;
  const moment = momentType(operator, left, right);
  if (moment !== undefined) return moment;
  const remedy = [left, right].some(({ kind }) => kind === 'date')
    ? "use date_add('day', n, x) and date_diff('day', a, b)"
    : 'CAST one of them';
  return reported(check, tree, `cannot do ${nameOf(left)} ${operator} ${nameOf(right)}; ${remedy}`);
}

export function typeOfConcatenation(tree: ConcatenationContext, scope: Scope, check: Check): Type {
  const [left = NULL, right = NULL] = tree.valueExpression().map((part) => check.typeOf(part, scope));
  const both = common(left, right);
  if (both !== undefined && (fits(both, VARCHAR) || both.kind === 'array')) return both;
  return reported(check, tree, `cannot join ${nameOf(left)} || ${nameOf(right)}; CAST what is not text AS VARCHAR`);
}

/** The type of a number as it is written: 1 is bigint, 1.5 is decimal, 1e0 is double. */
export function typeOfNumber(text: string): Type {
  if (/e/i.test(text)) return { kind: 'double' };
  return text.includes('.') ? DECIMAL : BIGINT;
}
