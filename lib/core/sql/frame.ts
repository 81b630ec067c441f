import {
  QuerySpecificationContext,
  type QueryStatementContext,
  SelectAllWithoutTableContext,
  TableAllColumnsContext,
} from '#trino-grammar';
import { problemAt, type SqlProblem } from './parse.ts';
import { nameIn, rulesBelow, walk } from './tree.ts';

/** What the engine defines for every step. */
export const TABLES: readonly string[] = ['events', 'baseline'];

/** What must hold of a step's query as a whole. `sql` is its text. */
type FrameRule = (query: QueryStatementContext, sql: string) => readonly SqlProblem[];

const withoutLimit: FrameRule = (query) => {
  const body = query.queryNoWith();
  const cut = body.KW_LIMIT() ?? body.KW_OFFSET() ?? body.KW_FETCH();
  if (cut === null) return [];
  return [problemAt(body, `the engine adds the ${cut.getText().toUpperCase()}, and says when rows are left out; take it out`)];
};

const ordered: FrameRule = (query) => {
  const body = query.queryNoWith();
  return body.sortItem().length > 0 ? [] : [problemAt(body, 'no ORDER BY; without one the rows come in another order each time')];
};

/** After DISTINCT only what is selected can be ordered by: a row that stands for several has no other value. */
const orderedBySelected: FrameRule = (query) => {
  const body = query.queryNoWith();
  const select = walk(body.queryTerm()).find((part) => part instanceof QuerySpecificationContext);
  if (!/^distinct$/i.test(select?.setQuantifier()?.getText() ?? '')) return [];
  const items = select?.selectList().selectItem() ?? [];
  const known = new Set(items.flatMap((item) => rulesBelow(item).map((part) => part.getText().toLowerCase())));
  return body
    .sortItem()
    .map((item) => rulesBelow(item)[0] ?? item)
    .filter((sorted) => !known.has(sorted.getText().toLowerCase()) && !/^\d+$/.test(sorted.getText()))
    .map((sorted) => problemAt(sorted, 'after SELECT DISTINCT, ORDER BY takes the selected columns only; select this one too'));
};

/** The engine adds its own parts to a WITH, so their names are taken. */
const newNames: FrameRule = (query) => {
  const taken = new Set(TABLES);
  return (query.with()?.namedQuery() ?? []).flatMap((part) => {
    const name = nameIn(part.identifier());
    const problem = taken.has(name) ? [problemAt(part, `'${name}' exists already; call this part of the WITH something else`)] : [];
    taken.add(name);
    return problem;
  });
};

const withFirst: FrameRule = (query, sql) => {
  if (query.with() === null || query.start?.start === sql.search(/\S/)) return [];
  return [problemAt(query, 'the engine adds its own parts to this WITH, so nothing stands before it; put the comment behind the WITH')];
};

const withoutStars: FrameRule = (query) =>
  [...walk(query)]
    .filter((part) => part instanceof SelectAllWithoutTableContext || part instanceof TableAllColumnsContext)
    .map((star) => problemAt(star, '* selects whatever there is; name the columns'));

const RULES: readonly FrameRule[] = [withoutLimit, ordered, orderedBySelected, newNames, withFirst, withoutStars];

/** What is wrong with a step's query as a whole. */
export const frameProblems: FrameRule = (query, sql) => RULES.flatMap((rule) => rule(query, sql));
