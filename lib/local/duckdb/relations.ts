import { AliasedRelationContext, InlineTableContext, RowConstructorContext, UnnestContext } from '#trino-grammar';
import { core } from '../../core/sql/tree.ts';
import type { Type } from '../../core/sql/type.ts';
import type { Printer, Rewrite } from './printer.ts';

/** The UNNEST of `UNNEST(..) AS t(..)`. */
const unnestIn = (tree: AliasedRelationContext): UnnestContext | undefined => {
  const bare = core(tree.relationPrimary());
  return bare instanceof UnnestContext ? bare : undefined;
};

/** The list that DuckDB unnests: a map is one of entries. */
const listOf = (printed: string, type: Type): string => (type.kind === 'map' ? `map_entries(${printed})` : printed);

/** A row or an entry of a map becomes a column for each field. */
const isWide = (type: Type): boolean => type.kind === 'map' || (type.kind === 'array' && type.of.kind === 'row');

function columns(tree: UnnestContext, printer: Printer): string {
  const lists = tree
    .expression()
    .map((list) => ({ list: listOf(printer.print(list), printer.typeOf(list)), wide: isWide(printer.typeOf(list)) }));
  const items = lists.map(({ list, wide }) => (wide ? `unnest(${list}, max_depth := 2)` : `unnest(${list})`));
  // Lists that are unnested together go on as long as the longest of them; so does the count.
  const longest = lists.map(({ list }) => `coalesce(len(${list}), 0)`).join(', ');
  const count = lists.length === 1 ? `len(${lists[0]?.list})` : `greatest(${longest})`;
  return [...items, ...(tree.KW_ORDINALITY() === null ? [] : [`unnest(generate_series(1, ${count}))`])].join(', ');
}

export const printRelation: Rewrite = (tree, printer) => {
  if (!(tree instanceof AliasedRelationContext)) return undefined;
  const unnest = unnestIn(tree);
  if (unnest === undefined) return undefined;
  const [name, aliases] = [tree.identifier(), tree.columnAliases()];
  const names = aliases === null ? '' : printer.print(aliases);
  return `LATERAL (SELECT ${columns(unnest, printer)}) AS ${name === null ? '_unnest' : printer.print(name)}${names}`;
};

/** `VALUES 1, (2)`: each row of DuckDB stands in brackets, and has no word ROW. */
export const printValues: Rewrite = (tree, printer) => {
  if (!(tree instanceof InlineTableContext)) return undefined;
  const rows = tree.expression().map((row) => {
    const bare = core(row);
    return `(${(bare instanceof RowConstructorContext ? bare.expression() : [row]).map(printer.print).join(', ')})`;
  });
  return `VALUES ${rows.join(', ')}`;
};
