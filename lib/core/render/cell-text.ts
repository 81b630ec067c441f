import type { Cell } from '../investigation.ts';

/** Columns with a row's evidence: one event id, or several apart by spaces. */
export const isEvidence = (column: string): boolean => /^eventids?$/i.test(column);

/** A cell as text; nothing is an empty text. */
export const cellText = (cell: Cell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));

/** Event ids by their first eight digits, enough to find one again, and how many more there are. */
export function shortIds(ids: string): string {
  const [first = '', ...others] = ids.split(' ').filter((id) => id !== '');
  const short = first.length > 9 ? `${first.slice(0, 8)}…` : first;
  return others.length === 0 ? short : `${short} +${others.length}`;
}
