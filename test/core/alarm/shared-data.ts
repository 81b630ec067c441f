import { existsSync, globSync, readFileSync } from 'node:fs';

/** Real records beside the project, read in place; without them these tests are skipped. */
const DATA = new URL('../../../../shared/data/', import.meta.url);
/** Whether they are there. */
export const present = existsSync(DATA);
/** Files that match a pattern, in order. */
export const filesIn = (pattern: string) => globSync(pattern, { cwd: DATA }).toSorted();
/** The text of a file. */
export const read = (file: string) => readFileSync(new URL(file, DATA), 'utf8');
