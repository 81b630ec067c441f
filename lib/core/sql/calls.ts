import { type ExpressionContext, type FunctionCallContext, LambdaContext, type ListAggContext, type OverContext } from '#trino-grammar';
import { didYouMean } from '../nearest.ts';
import { checkArguments } from './arguments.ts';
import type { Check, Scope } from './check.ts';
import { type AllowedFunction, FUNCTIONS } from './functions.ts';
import { reported } from './names.ts';
import { condition } from './operators.ts';
import { windowed } from './queries.ts';
import { type Letters, matches, type Pattern, type Signature, typeFrom } from './signature.ts';
import { core, nameIn, present, rulesBelow } from './tree.ts';
import { fits, nameOf, type Type, UNKNOWN } from './type.ts';

/** What to write in place of functions that people know and that are not allowed. */
const INSTEAD: Readonly<Record<string, string>> = {
  now: 'a step gives the same answer tomorrow; compare with eventtime',
  at_timezone: 'times are UTC; leave them so',
  with_timezone: 'times are UTC; leave them so',
  format_datetime: "use date_format(x, '%Y-%m-%d')",
  parse_datetime: "use date_parse(x, '%Y-%m-%d')",
  upper: 'use lower, on both sides of a comparison',
  substring: 'use substr(x, start, length)',
  hour: 'use extract(hour FROM x)',
  minute: "use date_format(x, '%i')",
  day: "use date_format(x, '%d')",
  month: "use date_format(x, '%m')",
  typeof: 'the type of each column is fixed; take it out',
};

const lambdaIn = (argument: ExpressionContext): LambdaContext | undefined => {
  const bare = core(argument);
  return bare instanceof LambdaContext ? bare : undefined;
};

/** The pattern for an argument: the last one repeats where the signature says so. */
const patternAt = ({ takes }: Signature, at: number): Pattern | undefined => takes[Math.min(at, takes.length - 1)];

function lettersOf(signature: Signature, given: readonly (Type | undefined)[]): Letters | undefined {
  const { takes, needs, repeats } = signature;
  if (given.length < needs || (given.length > takes.length && !repeats)) return undefined;
  const letters: Letters = new Map();
  const all = given.every((type, at) => {
    const pattern = patternAt(signature, at);
    if (pattern === undefined || (type === undefined) !== (pattern.kind === 'lambda')) return false;
    return type === undefined || matches(pattern, type, letters);
  });
  return all ? letters : undefined;
}

/** The type of a lambda's body, with its variables as the signature gives them. */
function lambdaType(
  lambda: LambdaContext,
  [pattern, letters]: readonly [Pattern, Letters],
  { scope, check }: { scope: Scope; check: Check },
): void {
  if (pattern.kind !== 'lambda') return;
  const names = lambda.identifier().map(nameIn);
  if (names.length !== pattern.takes.length) check.report(lambda, `a lambda of ${pattern.takes.length} variables is needed here`);
  const own = names.map((name, at): [string, Type] => [
    name,
    pattern.takes[at] === undefined ? UNKNOWN : typeFrom(pattern.takes[at], letters),
  ]);
  const type = check.typeOf(lambda.expression(), { ...scope, variables: new Map([...scope.variables, ...own]) });
  if (!matches(pattern.gives, type, letters)) check.report(lambda, `the lambda gives ${nameOf(type)}, and another type is needed; CAST it`);
}

function callType(tree: FunctionCallContext, allowed: AllowedFunction, { scope, check }: { scope: Scope; check: Check }): Type {
  const given = tree.expression().map((argument) => (lambdaIn(argument) === undefined ? check.typeOf(argument, scope) : undefined));
  for (const signature of allowed.signatures) {
    const letters = lettersOf(signature, given);
    if (letters === undefined) continue;
    for (const [at, argument] of tree.expression().entries()) {
      const [lambda, pattern] = [lambdaIn(argument), patternAt(signature, at)];
      if (lambda !== undefined && pattern !== undefined) lambdaType(lambda, [pattern, letters], { scope, check });
    }
    checkArguments(
      tree,
      given.map((type) => type ?? UNKNOWN),
      check,
    );
    return typeFrom(signature.gives, letters);
  }
  const kinds = given.map((type) => (type === undefined ? 'lambda' : nameOf(type))).join(', ');
  const ways = allowed.signatures.map(({ text }) => text.split(/ -> (?!.* -> )/)[0]).join(' or ');
  return reported(check, tree, `there is no ${tree.functionName().getText()}(${kinds}); call ${ways}`);
}

/** What is asked of a function that is not of that kind. */
function formProblem(tree: FunctionCallContext, name: string, { kind }: AllowedFunction): string | undefined {
  const over = tree.over() !== null;
  if (kind === 'window' && !over) return `${name} needs OVER (ORDER BY ..)`;
  if (kind === 'scalar' && (over || tree.filter() !== null || tree.setQuantifier() !== null))
    return `${name} takes no DISTINCT, FILTER or OVER`;
  if (over && tree.filter() !== null) return 'Trino has no FILTER with OVER; write CASE WHEN inside the function';
  if (tree.nullTreatment() !== null && kind !== 'window') return `${name} takes no IGNORE NULLS; write FILTER (WHERE x IS NOT NULL)`;
  if (tree.sortItem().length > 0 && name !== 'array_agg') return `${name} takes no ORDER BY; only array_agg does`;
  return tree.ASTERISK() !== null && name !== 'count' ? `${name} takes no *; only count does` : undefined;
}

function over(tree: OverContext, scope: Scope, check: Check): void {
  for (const specification of present(tree.windowSpecification())) windowed(specification, scope, check);
}

/** Aggregates and window functions see all rows, so they cannot decide about one. */
function placeProblem(
  tree: FunctionCallContext | ListAggContext,
  scope: Scope,
  [kind, name]: readonly [string, string],
): string | undefined {
  if (kind === 'scalar') return undefined;
  const window = 'over' in tree && tree.over() !== null;
  const places = window ? ['SELECT', 'ORDER BY'] : ['SELECT', 'HAVING', 'ORDER BY'];
  return places.includes(scope.clause)
    ? undefined
    : `${name} cannot stand in ${scope.clause}; compute it in a WITH and filter there, or use HAVING`;
}

export function typeOfCall(tree: FunctionCallContext, scope: Scope, check: Check): Type {
  const name = tree.functionName().getText().toLowerCase();
  const allowed = FUNCTIONS.get(name);
  if (allowed === undefined) {
    const instead = INSTEAD[name];
    return reported(
      check,
      tree,
      `function '${name}' is not allowed${instead === undefined ? didYouMean(name, FUNCTIONS.keys()) : `; ${instead}`}`,
    );
  }
  for (const problem of [formProblem(tree, name, allowed), placeProblem(tree, scope, [allowed.kind, name])])
    if (problem !== undefined) check.report(tree, problem);
  for (const filter of present(tree.filter()?.whereClause().booleanExpression())) condition(filter, scope, check);
  for (const item of tree.sortItem()) for (const expression of rulesBelow(item)) check.typeOf(expression, scope);
  for (const window of present(tree.over())) over(window, scope, check);
  return callType(tree, allowed, { scope, check });
}

export function typeOfListAgg(tree: ListAggContext, scope: Scope, check: Check): Type {
  const problem = placeProblem(tree, scope, ['aggregate', 'listagg']);
  if (problem !== undefined) check.report(tree, problem);
  if (tree.listAggOverflowBehavior() !== null) check.report(tree, 'ON OVERFLOW is not supported; take it out');
  if (tree.sortItem().length === 0) check.report(tree, 'listagg needs WITHIN GROUP (ORDER BY ..)');
  const type = check.typeOf(tree.expression(), scope);
  if (!fits(type, { kind: 'varchar' })) check.report(tree, `listagg needs text, and this is ${nameOf(type)}; CAST it AS VARCHAR`);
  for (const item of tree.sortItem()) for (const expression of rulesBelow(item)) check.typeOf(expression, scope);
  for (const filter of present(tree.filter()?.whereClause().booleanExpression())) condition(filter, scope, check);
  return { kind: 'varchar' };
}
