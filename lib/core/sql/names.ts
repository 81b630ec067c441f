import type { ParserRuleContext, QualifiedNameContext } from '#trino-grammar';
import { didYouMean } from '../nearest.ts';
import type { Check, Relation, Scope } from './check.ts';
import { correlationProblem } from './correlation.ts';
import { nameIn } from './tree.ts';
import { type Column, nameOf, type Type, UNKNOWN } from './type.ts';

/** What the first parts of a dotted name mean; the rest of them are fields. */
interface Found {
  readonly type: Type;
  readonly rest: readonly string[];
}

const columnIn = (relation: Relation, name: string | undefined): Column | undefined =>
  relation.columns.find((column) => column.name === name) ?? (relation.open ? { name, type: UNKNOWN } : undefined);

/** `alias.column`, for the relation of that alias. */
function qualified(parts: readonly string[], relations: readonly Relation[]): Found | undefined {
  const [first, second, ...rest] = parts;
  const relation = second === undefined ? undefined : relations.find(({ name }) => name === first);
  const column = relation === undefined ? undefined : columnIn(relation, second);
  return column === undefined ? undefined : { type: column.type, rest };
}

/** The relations that know a column of that name; one that says so itself goes before one that may have more than it lists. */
function holdersOf(name: string, relations: readonly Relation[]): readonly Relation[] {
  const certain = relations.filter(({ columns }) => columns.some((column) => column.name === name));
  return certain.length > 0 ? certain : relations.filter(({ open }) => open).slice(0, 1);
}

function findHere(parts: readonly string[], scope: Scope): Found | 'ambiguous' | undefined {
  const [first = '', ...rest] = parts;
  const variable = scope.variables.get(first);
  if (variable !== undefined) return { type: variable, rest };
  const [holder, second] = holdersOf(first, scope.relations);
  if (second !== undefined) return qualified(parts, scope.relations) ?? 'ambiguous';
  const column = holder === undefined ? undefined : columnIn(holder, first);
  const certain = holder?.columns.some(({ name }) => name === first) ?? false;
  const asColumn = column === undefined ? undefined : { type: column.type, rest };
  if (certain) return asColumn;
  return qualified(parts, scope.relations) ?? asColumn;
}

/** What a name means, and in which scope. */
function find(parts: readonly string[], scope: Scope): { readonly found: Found | 'ambiguous'; readonly owner: Scope } | undefined {
  const found = findHere(parts, scope);
  if (found !== undefined) return { found, owner: scope };
  return scope.outer === undefined ? undefined : find(parts, scope.outer);
}

const visible = (scope: Scope): string[] => [
  ...scope.variables.keys(),
  ...scope.relations.flatMap(({ columns }) => columns.flatMap(({ name }) => name ?? [])),
  ...(scope.outer === undefined ? [] : visible(scope.outer)),
];

/** Why a name means nothing here, and what may have been meant. */
function unknownName(parts: readonly string[], scope: Scope): string {
  const [first = '', second] = parts;
  if (second === undefined && scope.aliases.has(first)) {
    return `'${first}' is a name of this SELECT, and Trino does not know it in ${scope.clause}; repeat the expression, or put it in a WITH`;
  }
  if (scope.walled !== undefined && find(parts, scope.walled) !== undefined) {
    return `'${parts.join('.')}' belongs to the outer query, where UNNEST in a sub-query cannot reach on Trino; use any_match(list, x -> ..)`;
  }
  const relation = second === undefined ? undefined : scope.relations.find(({ name }) => name === first);
  if (relation === undefined || second === undefined) return `unknown column '${first}'${didYouMean(first, visible(scope))}`;
  return `'${first}' has no column '${second}'${didYouMean(
    second,
    relation.columns.flatMap(({ name }) => name ?? []),
  )}`;
}

/** The type of one field of a row. */
export function fieldOf(type: Type, field: string): Type | string {
  if (type.kind === 'unknown') return UNKNOWN;
  if (type.kind !== 'row') return `a ${nameOf(type)} has no field '${field}'; only a row has fields`;
  const names = type.fields.flatMap(({ name }) => name ?? []);
  return type.fields.find(({ name }) => name === field)?.type ?? `there is no field '${field}'${didYouMean(field, names)}`;
}

/** The type of a column, or of a field in one, such as `useridentity.sessioncontext.sessionissuer.arn`. */
export function typeOfName(name: QualifiedNameContext, scope: Scope, check: Check): Type {
  const parts = name.identifier().map(nameIn);
  const { found, owner } = find(parts, scope) ?? {};
  if (found === undefined || owner === undefined) return reported(check, name, unknownName(parts, scope));
  if (found === 'ambiguous') return reported(check, name, `'${parts[0]}' is a column of several tables; write the table's alias before it`);
  const levels = scope.depth - owner.depth;
  const problem =
    levels === 0 ? undefined : correlationProblem(name, { levels, inRow: found.rest.length > 0 || found.type.kind === 'row' });
  if (problem !== undefined) return reported(check, name, problem);
  let type = found.type;
  for (const part of found.rest) {
    const next = fieldOf(type, part);
    if (typeof next === 'string') return reported(check, name, next);
    type = next;
  }
  return type;
}

/** Reports a problem; what is wrong has a type that fits everywhere, so that one mistake is told once. */
export function reported(check: Check, at: ParserRuleContext, message: string): Type {
  check.report(at, message);
  return UNKNOWN;
}
