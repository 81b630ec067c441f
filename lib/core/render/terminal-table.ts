import type { Cell } from '../investigation.ts';
import { cellText, isEvidence, shortIds } from './cell-text.ts';
import { displayWidth, pad } from './display-width.ts';
import { count } from './quantity.ts';
import type { Line } from './terminal-line.ts';
import { pairLines } from './terminal-pairs.ts';

/** Rows as a step answered them. */
export interface Grid {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** More rows existed than these. */
  readonly truncated: boolean;
}

interface Column {
  readonly name: string;
  readonly texts: readonly string[];
  readonly align: 'left' | 'right';
}

/** Times, access key ids and IPv4 addresses fit in 20: a column is not made narrower than that. */
const WHOLE = 20;
const GAP = 2;

function columnsOf({ columns, rows }: Grid): Column[] {
  return columns.map((name, at) => {
    const cells = rows.map((row) => row[at]);
    const numeric = cells.every((cell) => cell === null || typeof cell === 'number');
    const texts = cells.map((cell) => (isEvidence(name) ? shortIds(cellText(cell)) : cellText(cell)));
    return { name, texts, align: numeric ? 'right' : 'left' };
  });
}

const isConstant = ({ texts }: Column): boolean => texts.length > 1 && texts.every((text) => text === texts[0]);

/** The width of each column, the widest giving way first; none where the columns cannot stand beside each other. */
function widthsFor(columns: readonly Column[], width: number): number[] | undefined {
  const widths = columns.map(({ name, texts }) => Math.max(...[name, ...texts].map(displayWidth)));
  let over = widths.reduce((sum, each) => sum + each, 0) + GAP * (columns.length - 1) - width;
  while (over > 0) {
    const widest = Math.max(...widths);
    if (widest <= WHOLE) return undefined;
    const next = Math.max(WHOLE, ...widths.filter((each) => each < widest));
    const equals = widths.filter((each) => each === widest).length;
    const taken = Math.min(Math.ceil(over / equals), widest - next);
    widths[widths.indexOf(widest)] = widest - taken;
    over -= taken;
  }
  return widths;
}

function asTable(columns: readonly Column[], width: number): Line[] | undefined {
  const widths = widthsFor(columns, width);
  if (widths === undefined) return undefined;
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, at) => pad(text, widths[at] ?? 0, columns[at]?.align))
      .join(' '.repeat(GAP))
      .trimEnd();
  const rows = columns[0]?.texts.map((_, row): Line => [line(columns.map(({ texts }) => texts[row] ?? ''))]) ?? [];
  return [[{ text: line(columns.map(({ name }) => name)), paint: 'dim' }], ...rows];
}

const DAY = /^\d{4}-\d\d-\d\d(?=T\d\d:\d\d:\d\dZ$)/;

/** The day of all times in these columns, if it is one. */
function onlyDay(columns: readonly Column[]): string | undefined {
  const days = new Set(columns.flatMap(({ texts }) => texts.flatMap((text) => DAY.exec(text) ?? [])));
  return days.size === 1 ? [...days][0] : undefined;
}

/** The table without the day in its times, which the line above it says. */
function withoutDay(columns: readonly Column[], width: number): Line[] | undefined {
  const day = onlyDay(columns);
  if (day === undefined) return undefined;
  const shorter = columns.map((column) => ({ ...column, texts: column.texts.map((text) => text.replace(DAY, '').replace(/^T/, '')) }));
  const table = asTable(shorter, width);
  return table && [[{ text: `times of ${day}`, paint: 'dim' }], ...table];
}

const asRecords = (columns: readonly Column[], width: number): Line[] =>
  columns[0]?.texts.flatMap((_, row) => {
    const pairs = columns.map(({ name, texts }) => ({ name, text: texts[row] ?? '' }));
    return pairLines(
      pairs.filter(({ text }) => text !== ''),
      { lead: '- ', width },
    );
  }) ?? [];

function rest({ rows, truncated }: Grid, limit: number): Line[] {
  const hidden = rows.length - limit;
  const more = truncated ? 'more rows existed than the row limit' : '';
  if (hidden <= 0) return more === '' ? [] : [[{ text: `… ${more}`, paint: 'dim' }]];
  return [[{ text: `… and ${count(hidden, 'more row')} in report.html${more && `; ${more}`}`, paint: 'dim' }]];
}

/**
 * Rows within `width`. What is the same in every row is said once, which often makes the rest fit; where columns still cannot stand
 * beside each other, every row becomes a short record, so that no value is cut down to nothing.
 */
export function tableLines(grid: Grid, width: number, limit = 10): Line[] {
  const columns = columnsOf(grid);
  const same = columns.filter(isConstant).map(({ name, texts: [text = ''] }) => ({ name, text: text || '(empty)' }));
  const varying = columns.filter((column) => !isConstant(column)).map((column) => ({ ...column, texts: column.texts.slice(0, limit) }));
  const body = asTable(varying, width) ?? withoutDay(varying, width) ?? asRecords(varying, width);
  return [...pairLines(same, { lead: 'all rows: ', width }), ...(varying.length === 0 ? [] : body), ...rest(grid, limit)];
}
