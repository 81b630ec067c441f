import type { IdentifierContext, ParserRuleContext, QueryContext } from '#trino-grammar';
import type { Column, Type } from './type.ts';

/** A table, sub-query or UNNEST in a FROM. `open`: it may have columns that are not listed. */
export interface Relation {
  readonly name: string | undefined;
  readonly columns: readonly Column[];
  readonly open?: boolean;
}

/** The part of a query that an expression stands in. */
export type Clause = 'SELECT' | 'FROM' | 'ON' | 'WHERE' | 'GROUP BY' | 'HAVING' | 'ORDER BY';

/** What an expression can refer to. */
export interface Scope {
  readonly clause: Clause;
  readonly relations: readonly Relation[];
  readonly ctes: ReadonlyMap<string, readonly Column[]>;
  /** The variables of the lambdas around it. */
  readonly variables: ReadonlyMap<string, Type>;
  /** Names of the SELECT list, of which only ORDER BY may speak. */
  readonly aliases: ReadonlySet<string>;
  readonly outer?: Scope | undefined;
  /** How many sub-queries of expressions it is inside of. */
  readonly depth: number;
  /** What UNNEST in a sub-query may not see on Trino. */
  readonly walled?: Scope | undefined;
}

/** The pass over a tree, as its parts see it. */
export interface Check {
  readonly report: (at: ParserRuleContext, message: string) => void;
  readonly typeOf: (expression: ParserRuleContext, scope: Scope) => Type;
  readonly columnsOf: (query: QueryContext, scope: Scope) => readonly Column[];
  readonly tableOf: (names: readonly IdentifierContext[]) => Omit<Relation, 'name'> | undefined;
  readonly parameterType: (at: ParserRuleContext) => Type;
}
