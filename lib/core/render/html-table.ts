import type { Cell } from '../investigation.ts';
import { cellText, isEvidence } from './cell-text.ts';
import { breakable, type Content, html, type Markup } from './markup.ts';
import { count } from './quantity.ts';

/** Rows with a caption that says what they are. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** More rows existed than these. */
  readonly truncated?: boolean;
}

/** A phone still opens a page of some thousand rows; report.json has all of them. */
const ROWS_SHOWN = 500;
const ROWS_OPEN = 10;
/** A longer text is folded behind its beginning, so that one value cannot push the rest off the page. */
const FOLDED = 240;
/** What one cell may add to the page: an intruder chooses how long a name is. */
const LONGEST = 4000;

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

type Look = 'number' | 'id' | 'time' | 'text' | 'empty';

function lookOf(cell: Cell | undefined, column: string): Look {
  if (cell === null || cell === undefined || cell === '') return 'empty';
  if (typeof cell === 'number') return 'number';
  if (isEvidence(column)) return 'id';
  return typeof cell === 'string' && TIMESTAMP.test(cell) ? 'time' : 'text';
}

function folded(text: string): Content {
  if (text.length <= FOLDED) return breakable(text);
  const beginning = [...text.slice(0, FOLDED)].slice(0, 120).join('');
  const cut = text.length > LONGEST ? html`<p class="note">The rest is in report.json.</p>` : '';
  const summary = html`<summary>${beginning}… <small>(${count(text.length, 'character')})</small></summary>`;
  return html`<details>${summary}${breakable(text.slice(0, LONGEST))}${cut}</details>`;
}

/** The evidence of a burst is many ids: the first one says where to begin, the others are a fold away. */
function ids(text: string): Content {
  const [first = '', ...others] = text.split(' ').filter((id) => id !== '');
  if (others.length === 0) return first;
  return html`<details><summary>${first} <small>and ${count(others.length, 'more', 'more')}</small></summary>${others.join(' ')}</details>`;
}

/** Times and ids are broken nowhere, or at their hyphens, which is the style sheet's matter. */
const LOOKS: Readonly<Record<Look, (text: string) => Content>> = {
  number: (text) => text,
  id: ids,
  time: (text) => text,
  text: folded,
  empty: () => '–',
};

/** `data-label` names the column where a narrow screen stacks the cells of a row. */
function cellMarkup(cell: Cell | undefined, column: string): Markup {
  const look = lookOf(cell, column);
  return html`<td class="${look}" data-label="${column}">${LOOKS[look](cellText(cell))}</td>`;
}

function note({ rows, truncated = false }: Table): Content {
  const hidden = rows.length - ROWS_SHOWN;
  const notes = [
    ...(hidden > 0 ? [`${count(hidden, 'more row')} in report.json.`] : []),
    ...(truncated ? ['More rows existed than the row limit: narrow the window to see the rest.'] : []),
  ];
  return notes.length === 0 ? '' : html`<p class="note">${notes.join(' ')}</p>`;
}

function rowsMarkup({ caption, columns, rows }: Table): Markup {
  const head = columns.map((column) => html`<th scope="col">${column}</th>`);
  const body = rows.map((row) => html`<tr>${columns.map((column, at) => cellMarkup(row[at], column))}</tr>\n`);
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>`;
}

/** A table of evidence, its end folded so that what follows stays near. Every cell is text; nothing that came from a log is a link. */
export function tableMarkup(table: Table): Markup {
  const rest = table.rows.slice(ROWS_OPEN, ROWS_SHOWN);
  const open = rowsMarkup({ ...table, rows: table.rows.slice(0, ROWS_OPEN) });
  if (rest.length === 0) return html`${open}${note(table)}`;
  const caption = `${table.caption}, from row ${ROWS_OPEN + 1}`;
  const more = rowsMarkup({ ...table, caption, rows: rest });
  return html`${open}<details><summary>${count(rest.length, 'more row')}</summary>${more}</details>${note(table)}`;
}
