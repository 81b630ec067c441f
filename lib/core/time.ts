import { InputError } from './errors.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Milliseconds since 1970 as a Timestamp; parts of a second are cut off. */
export const timestamp = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/** A Timestamp some milliseconds later (or earlier). */
export const shift = (time: string, milliseconds: number): string => timestamp(Date.parse(time) + milliseconds);

/** The day folder of CloudTrail for a moment: 2026/06/01. */
export const dayFolder = (time: string): string => time.slice(0, 10).replaceAll('-', '/');

/** Day folders from the first to the last, both included. */
export function dayFolders(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(first.replaceAll('/', '-')); at <= Date.parse(last.replaceAll('/', '-')); at += DAY) {
    days.push(dayFolder(timestamp(at)));
  }
  return days;
}

/** A time as people type it (2026-06-01, 2026-06-01T03:00, with Z or an offset; without one it is UTC) as a Timestamp. `name` says whose it is. */
export function parseTime(text: string, name: string): string {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/i.exec(text.trim());
  const [, day, clock = '00:00', seconds = ':00', zone = 'Z'] = match ?? [];
  const at = Date.parse(`${day}T${clock}${seconds}${zone.toUpperCase()}`);
  const exists = !Number.isNaN(at) && timestamp(Date.parse(`${day}T00:00:00Z`)).startsWith(`${day}`);
  if (match === null || !exists) throw new InputError(`${name} '${text}' is not a time; write it like 2026-06-01T03:00:00Z`);
  return timestamp(at);
}
