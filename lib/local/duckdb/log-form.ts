import { closeSync, openSync, readSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { RECORD } from '../../core/cloudtrail.ts';

/**
 * How a log file holds its records. `records`: `{"Records":[…]}`, as CloudTrail delivers them; `list`: a JSON array; `lines`: one record a
 * line; `other`: anything else, or what cannot be opened, to be taken apart in JavaScript.
 */
export interface LogForm {
  readonly form: 'records' | 'list' | 'lines' | 'other';
  /** Bytes of its text, unpacked. */
  readonly size: number;
}

/** What is seen of a file without reading it. */
interface Ends {
  readonly start: Buffer;
  /** The last 4 bytes: of a gzip file, its unpacked size (RFC 1952, ISIZE). */
  readonly end: Buffer;
}

const START = 4096;
/** DuckDB reserves twice the largest JSON text for each of up to 8 threads; larger ones would not leave room in its memory limit. */
const LARGEST = 24 * 1024 * 1024;

const RECORD_KEY = `"(?:${RECORD.map(({ key }) => key).join('|')})"\\s*:`;

const FORMS: readonly (readonly [LogForm['form'], RegExp])[] = [
  ['records', /^\s*\{\s*"Records"\s*:\s*\[/],
  ['list', new RegExp(`^\\s*\\[\\s*\\{\\s*${RECORD_KEY}`)],
  ['lines', new RegExp(`^\\s*\\{[^\\S\\n]*${RECORD_KEY}`)],
];

/** Looks at the first 4 kB and the end of a file. What cannot be unpacked is `other`: reading it in full tells what is wrong. */
export function logForm(path: string, bytes: number): LogForm {
  const { start, end } = endsOf(path, bytes);
  const packed = start[0] === 0x1f && start[1] === 0x8b;
  const size = packed && end.length === 4 ? end.readUInt32LE() : bytes;
  // A name that says .gz over plain text, or plain .json over gzip, is read by nothing but our own code.
  if (packed !== path.endsWith('.gz')) return { form: 'other', size };
  const text = packed ? unpacked(start) : start.toString('utf8');
  const form = FORMS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
  return { form: form === 'records' && size > LARGEST ? 'other' : form, size };
}

function endsOf(path: string, bytes: number): Ends {
  let file: number | undefined;
  try {
    const opened = openSync(path, 'r');
    file = opened;
    const read = (length: number, from: number) => {
      const buffer = Buffer.alloc(Math.max(0, length));
      return buffer.subarray(0, readSync(opened, buffer, 0, buffer.length, from));
    };
    return { start: read(Math.min(START, bytes), 0), end: read(Math.min(4, bytes), Math.max(0, bytes - 4)) };
  } catch {
    return { start: Buffer.alloc(0), end: Buffer.alloc(0) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function unpacked(start: Buffer): string {
  try {
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8');
  } catch {
    return '';
  }
}
