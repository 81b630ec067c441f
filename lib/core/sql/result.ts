import { type ParserRuleContext, QuerySpecificationContext, type QueryStatementContext, SelectItemContext } from '#trino-grammar';
import { problemAt, type SqlProblem } from './parse.ts';
import { walk } from './tree.ts';
import { type Column, nameOf, type Type } from './type.ts';

/** How to make a cell of what is none, by its type. */
const AS_CELL: Readonly<Partial<Record<Type['kind'], string>>> = {
  array: "join it with array_join(x, ' ')",
  map: 'take one value out of it with element_at',
  row: 'select its fields',
  json: 'write json_format(x), or json_extract_scalar for one value',
  decimal: 'write 1e0 * x or CAST(x AS DOUBLE)',
  timestamptz: 'write to_iso8601(x), or select the text eventtime itself',
  timestamp: "write date_format(x, '%Y-%m-%d %H:%i:%s')",
  date: "write date_format(x, '%Y-%m-%d')",
  interval: "write date_diff('second', a, b)",
  ipaddress: 'select the text that it was made from',
  varbinary: 'write to_hex(x)',
};

/** The items of the SELECT that names the result's columns. */
function itemsOf(query: QueryStatementContext): readonly ParserRuleContext[] {
  const first = walk(query.queryNoWith().queryTerm()).find((part) => part instanceof QuerySpecificationContext);
  return first?.selectList().selectItem() ?? [];
}

/** The name as it is written, for its spelling. */
const written = (item: ParserRuleContext): string | undefined =>
  item instanceof SelectItemContext ? item.identifier()?.getText() : undefined;

function columnProblem({ name, type }: Column, spelled: string | undefined, earlier: readonly Column[]): string | undefined {
  if (name === undefined) return 'this column has no name; write AS name';
  if (!/^[a-z][a-z0-9_]*$/.test(spelled ?? name)) return `'${spelled ?? name}' is no name for a column; write it like first_seen`;
  if (earlier.some((column) => column.name === name)) return `two columns are called '${name}'; give one another name`;
  const remedy = AS_CELL[type.kind];
  return remedy === undefined
    ? undefined
    : `column '${name}' is ${nameOf(type)}, and a cell of the report is one text or number; ${remedy}`;
}

/** What is wrong with the columns that a step gives. */
export function resultProblems(query: QueryStatementContext, columns: readonly Column[]): SqlProblem[] {
  const items = itemsOf(query);
  const problems = columns.flatMap((column, at) => {
    const item = items[at] ?? query;
    const problem = columnProblem(column, written(item), columns.slice(0, at));
    return problem === undefined ? [] : [problemAt(item, problem)];
  });
  if (columns.some(({ name }) => name === 'eventid' || name === 'eventids')) return problems;
  return [
    ...problems,
    problemAt(
      query.queryNoWith(),
      "no column 'eventid' or 'eventids'; every row names its evidence, such as min_by(eventid, eventtime || eventid) AS eventid",
    ),
  ];
}
