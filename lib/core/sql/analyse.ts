import type { ParserRuleContext } from '#trino-grammar';
import type { Check, Scope } from './check.ts';
import { typeOfExpression } from './expressions.ts';
import { problemAt, type SqlProblem } from './parse.ts';
import { columnsOfQuery } from './queries.ts';
import type { Column, Type } from './type.ts';

/** What the SQL can refer to besides itself. */
export interface Surroundings {
  readonly tableOf: Check['tableOf'];
  readonly parameterType: Check['parameterType'];
}

/** What is known of a text of SQL: the type of each of its expressions, and what is wrong with them. */
export interface Analysis {
  readonly types: ReadonlyMap<ParserRuleContext, Type>;
  readonly problems: readonly SqlProblem[];
  /** The columns of the result of a query; of an expression, one. */
  readonly columns: readonly Column[];
}

const TOP: Scope = { clause: 'SELECT', relations: [], ctes: new Map(), variables: new Map(), aliases: new Set(), depth: 0 };

function pass(surroundings: Surroundings, run: (check: Check) => readonly Column[]): Analysis {
  const types = new Map<ParserRuleContext, Type>();
  const problems: SqlProblem[] = [];
  const check: Check = {
    ...surroundings,
    report: (at, message) => problems.push(problemAt(at, message)),
    typeOf: (expression, scope) => {
      const type = typeOfExpression(expression, scope, check);
      types.set(expression, type);
      return type;
    },
    columnsOf: (query, scope) => columnsOfQuery(query, scope, check),
  };
  const columns = run(check);
  return { types, problems, columns };
}

/** Resolves every name of a query and gives every expression its Trino type. */
export const analyseQuery = (query: ParserRuleContext, surroundings: Surroundings): Analysis =>
  pass(surroundings, (check) => columnsOfQuery(query, TOP, check));

/** The same for one expression over one table. */
export const analyseExpression = (expression: ParserRuleContext, columns: readonly Column[], surroundings: Surroundings): Analysis =>
  pass(surroundings, (check) => {
    const scope: Scope = { ...TOP, clause: 'WHERE', relations: [{ name: undefined, columns }] };
    return [{ name: undefined, type: check.typeOf(expression, scope) }];
  });
