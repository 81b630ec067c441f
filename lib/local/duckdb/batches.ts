import type { LogFile } from '../log-files.ts';
import { type LogForm, logForm } from './log-form.ts';

/** Files that one statement reads: of one form, and all or none of them with a place on a trail's bucket. */
export interface Batch {
  readonly form: LogForm['form'];
  readonly isPlaced: boolean;
  readonly paths: string[];
  /** As stored. */
  bytes: number;
  /** The largest JSON text that has to be held at once, where it is known. */
  largest: number;
}

/** Compressed bytes that are read by one statement: a file that breaks it costs that much to read again. */
const BATCH_BYTES = 48 * 1024 * 1024;
const BATCH_FILES = 400;

/** Divides files into batches, in order. */
export function batchesOf(files: readonly LogFile[]): Batch[] {
  const all: Batch[] = [];
  const open = new Map<string, Batch>();
  for (const { path, bytes, partition } of files) {
    const { form, size } = logForm(path, bytes);
    const kind = `${form} ${partition === undefined}`;
    let batch = open.get(kind);
    if (batch === undefined || batch.bytes + bytes > BATCH_BYTES || batch.paths.length >= BATCH_FILES) {
      batch = { form, isPlaced: partition !== undefined, paths: [], bytes: 0, largest: 0 };
      open.set(kind, batch);
      all.push(batch);
    }
    batch.paths.push(path);
    batch.bytes += bytes;
    if (form === 'records') batch.largest = Math.max(batch.largest, size);
  }
  return all;
}
