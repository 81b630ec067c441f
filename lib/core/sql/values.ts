import {
  ArrayConstructorContext,
  InListContext,
  ParameterContext,
  type ParserRuleContext,
  QuerySpecificationContext,
  WhereClauseContext,
} from '#trino-grammar';
import { didYouMean } from '../nearest.ts';
import { placeholders } from './parameters.ts';
import { problemAt, type SqlProblem } from './parse.ts';
import { walk } from './tree.ts';
import { BIGINT, type Type, UNKNOWN, VARCHAR } from './type.ts';

/** The names that may stand in a text of SQL as `:name`. */
export interface Names {
  /** Lists of texts. */
  readonly lists: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
}

/** A text of SQL in which a `?` stands for each `:name`, at the same place, and what each one is called. */
export interface Masked {
  readonly sql: string;
  readonly names: ReadonlyMap<number, string>;
}

/** Makes SQL with `:name` readable for the grammar, without moving anything. */
export function mask(sql: string): Masked {
  const found = placeholders(sql);
  const masked = found.reduce((text, { start, end }) => `${text.slice(0, start)}${'?'.padEnd(end - start)}${text.slice(end)}`, sql);
  return { sql: masked, names: new Map(found.map(({ name, start }) => [start, name])) };
}

const nameAt = (tree: ParserRuleContext, { names }: Masked): string | undefined => names.get(tree.start?.start ?? -1);

/** The type of a `?` that stands for a name. */
export function valueType(tree: ParserRuleContext, masked: Masked, { lists, numbers }: Names): Type {
  const name = nameAt(tree, masked) ?? '';
  if (lists.has(name)) return VARCHAR;
  return numbers.has(name) ? BIGINT : UNKNOWN;
}

/** The nearest part around a value that is more than the value itself. */
function around(tree: ParserRuleContext): ParserRuleContext | null {
  let at = tree.parent;
  while (at !== null && at.children?.length === 1) at = at.parent;
  return at;
}

/** Whether it stands in a WHERE; the one of a FILTER does not count, because Athena takes parameters in WHERE clauses only. */
function inWhere(tree: ParserRuleContext): boolean {
  for (let at = tree.parent; at !== null; at = at.parent) {
    if (at instanceof WhereClauseContext && at.parent instanceof QuerySpecificationContext) return true;
  }
  return false;
}

function placeProblem(tree: ParameterContext, name: string | undefined, { lists, numbers }: Names): string | undefined {
  if (name === undefined) return "a bare '?' has no value; write :name";
  if (!lists.has(name) && !numbers.has(name)) {
    const meant = didYouMean(name, [...lists, ...numbers])
      .replace('; ', ', or ')
      .replace("'", "':");
    return `there is no value ':${name}'; declare it in the front matter${meant}`;
  }
  const parent = around(tree);
  const inList = parent instanceof InListContext || parent instanceof ArrayConstructorContext;
  return lists.has(name) && !inList ? `':${name}' is a list; write IN (:${name}) or ARRAY[:${name}]` : undefined;
}

/** What is wrong with the places where values stand. `everywhere`: the text is a WHERE itself. */
export function valueProblems(
  tree: ParserRuleContext,
  masked: Masked,
  { names, everywhere }: { names: Names; everywhere: boolean },
): SqlProblem[] {
  const values = [...walk(tree)].filter((part) => part instanceof ParameterContext);
  return values.flatMap((value) => {
    const name = nameAt(value, masked);
    const place = everywhere || inWhere(value) ? undefined : `':${name}' can stand in a WHERE only; filter there, or in a WITH`;
    const problem = placeProblem(value, name, names) ?? place;
    return problem === undefined ? [] : [problemAt(value, problem)];
  });
}
