import {
  AndContext,
  ArithmeticBinaryContext,
  ArithmeticUnaryContext,
  ArrayConstructorContext,
  AtTimeZoneContext,
  BooleanLiteralContext,
  CastContext,
  CoalesceContext,
  ColumnNameContext,
  ColumnRefContext,
  ConcatenationContext,
  CurrentDateContext,
  CurrentTimestampContext,
  DereferenceContext,
  ExistsContext,
  ExtractContext,
  FunctionCallContext,
  GroupingOperationContext,
  IntervalLiteralContext,
  JsonExistsContext,
  JsonQueryContext,
  JsonValueContext,
  LambdaContext,
  ListAggContext,
  LogicalNotContext,
  NullLiteralContext,
  NumericLiteralContext,
  OrContext,
  ParameterContext,
  type ParserRuleContext,
  PositionContext,
  PredicatedContext,
  RowConstructorContext,
  SearchedCaseContext,
  SimpleCaseContext,
  StringLiteralContext,
  SubqueryExpressionContext,
  SubscriptContext,
  SubstringContext,
  TrimContext,
  TypeConstructorContext,
} from '#trino-grammar';
import { typeOfCall, typeOfListAgg } from './calls.ts';
import { typeOfCast, typeOfConstructor } from './casts.ts';
import type { Check, Scope } from './check.ts';
import { typeOfExtract, typeOfSearchedCase, typeOfSimpleCase, typeOfTogether } from './choices.ts';
import { fieldOf, reported, typeOfName } from './names.ts';
import { typeOfArithmetic, typeOfConcatenation, typeOfLogic, typeOfNumber, typeOfSign } from './operators.ts';
import { typeOfPredicated } from './predicates.ts';
import { columnsOfSubquery } from './subqueries.ts';
import { type Kind, literalText, nameIn, rulesBelow } from './tree.ts';
import { arrayOf, BIGINT, BOOLEAN, fits, INTERVAL, NULL, nameOf, rowOf, type Type, UNKNOWN, VARCHAR } from './type.ts';

type Apply = (tree: ParserRuleContext, scope: Scope, check: Check) => Type;

/** Ties a class of the grammar to the function that types it. */
const rule = <T extends ParserRuleContext>(
  kind: Kind<T>,
  type: (tree: T, scope: Scope, check: Check) => Type,
): readonly [unknown, Apply] => [kind, (tree, scope, check) => (tree instanceof kind ? type(tree, scope, check) : UNKNOWN)];

const refusal = (kind: Kind, message: string): readonly [unknown, Apply] => [kind, (tree, _, check) => reported(check, tree, message)];

const TOMORROW = 'a step gives the same answer tomorrow, so it cannot ask for the time; compare with eventtime';

const RULES: ReadonlyMap<unknown, Apply> = new Map([
  rule(ColumnRefContext, (tree, scope, check) => nameOrNothing(tree, scope, check)),
  rule(ColumnNameContext, (tree, scope, check) => typeOfName(tree.qualifiedName(), scope, check)),
  rule(DereferenceContext, (tree, scope, check) => {
    const field = fieldOf(check.typeOf(tree.primaryExpression(), scope), nameIn(tree.identifier()));
    return typeof field === 'string' ? reported(check, tree, field) : field;
  }),
  rule(StringLiteralContext, (tree, _, check) =>
    literalText(tree) === undefined ? reported(check, tree, "U&'..' is not supported; write the character itself") : VARCHAR,
  ),
  rule(NumericLiteralContext, (tree) => typeOfNumber(tree.getText())),
  rule(BooleanLiteralContext, () => BOOLEAN),
  rule(NullLiteralContext, () => NULL),
  rule(IntervalLiteralContext, () => INTERVAL),
  rule(ParameterContext, (tree, _, check) => check.parameterType(tree)),
  rule(TypeConstructorContext, (tree, _, check) => typeOfConstructor(tree, check)),
  rule(CastContext, typeOfCast),
  rule(ArrayConstructorContext, (tree, scope, check) => arrayOf(typeOfTogether(tree, tree.expression(), { scope, check }))),
  rule(RowConstructorContext, (tree, scope, check) =>
    rowOf(tree.expression().map((part) => ({ name: undefined, type: check.typeOf(part, scope) }))),
  ),
  rule(CoalesceContext, (tree, scope, check) => typeOfTogether(tree, tree.expression(), { scope, check })),
  rule(SearchedCaseContext, typeOfSearchedCase),
  rule(SimpleCaseContext, typeOfSimpleCase),
  rule(FunctionCallContext, typeOfCall),
  rule(ListAggContext, typeOfListAgg),
  rule(ExtractContext, typeOfExtract),
  rule(TrimContext, (tree, scope, check) => {
    const [text, more] = tree.valueExpression();
    if (text === undefined || more !== undefined || tree.trimsSpecification() !== null)
      return reported(check, tree, 'write trim(x) or ltrim(x, characters)');
    return textNeeded(text, scope, check);
  }),
  rule(ExistsContext, (tree, scope, check) => {
    columnsOfSubquery(tree, scope, check);
    return BOOLEAN;
  }),
  rule(SubqueryExpressionContext, (tree, scope, check) => columnsOfSubquery(tree, scope, check)[0]?.type ?? UNKNOWN),
  rule(GroupingOperationContext, (tree, scope, check) => {
    for (const name of tree.qualifiedName()) typeOfName(name, scope, check);
    return BIGINT;
  }),
  rule(PredicatedContext, typeOfPredicated),
  rule(AndContext, typeOfLogic),
  rule(OrContext, typeOfLogic),
  rule(LogicalNotContext, typeOfLogic),
  rule(ArithmeticBinaryContext, typeOfArithmetic),
  rule(ArithmeticUnaryContext, typeOfSign),
  rule(ConcatenationContext, typeOfConcatenation),
  refusal(SubscriptContext, 'x[n] fails where there is no such element; use element_at(x, n)'),
  refusal(AtTimeZoneContext, 'AT TIME ZONE is not supported: times are UTC; leave them so'),
  refusal(LambdaContext, 'a lambda can only be an argument of a function such as transform or any_match'),
  refusal(SubstringContext, 'write substr(x, start, length)'),
  refusal(PositionContext, 'write strpos(text, part)'),
  refusal(JsonValueContext, 'write json_extract_scalar(x, path)'),
  refusal(JsonQueryContext, 'write json_extract(x, path)'),
  refusal(JsonExistsContext, 'write json_extract(x, path) IS NOT NULL'),
  refusal(CurrentDateContext, TOMORROW),
  refusal(CurrentTimestampContext, TOMORROW),
]);

function textNeeded(tree: ParserRuleContext, scope: Scope, check: Check): Type {
  const type = check.typeOf(tree, scope);
  return fits(type, VARCHAR) ? VARCHAR : reported(check, tree, `text is needed here, and this is ${nameOf(type)}; CAST it AS VARCHAR`);
}

function nameOrNothing(tree: ColumnRefContext, scope: Scope, check: Check): Type {
  const name = tree.qualifiedName();
  return name === null ? UNKNOWN : typeOfName(name, scope, check);
}

/** The type of an expression. What has no rule here, and is more than a step on the way to one that has, is refused. */
export function typeOfExpression(tree: ParserRuleContext, scope: Scope, check: Check): Type {
  const apply = RULES.get(tree.constructor);
  if (apply !== undefined) return apply(tree, scope, check);
  const [only, ...more] = rulesBelow(tree);
  if (only === undefined || more.length > 0) return reported(check, tree, `'${tree.getText()}' is not supported; write it another way`);
  return check.typeOf(only, scope);
}
