import { closeSync, openSync, readSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';

/**
 * How a log file holds its records. `records`: `{"Records":[…]}`, as CloudTrail delivers them; `list`: a JSON array; `lines`: one record a
 * line; `other`: anything else, to be taken apart in JavaScript.
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
/** DuckDB reserves twice the largest JSON text for each thread; larger ones would not leave room in its memory limit. */
const LARGEST = 100 * 1024 * 1024;

const FORMS: readonly (readonly [LogForm['form'], RegExp])[] = [
  ['records', /^\s*\{\s*"Records"\s*:\s*\[/],
  ['list', /^\s*\[\s*\{\s*"(?!CloudTrailEvent|EventId)/],
  ['lines', /^\s*\{[^\n]*"eventVersion"/],
];

/** Looks at the first 4 kB and the end of a file. What cannot be unpacked is `other`: reading it in full tells what is wrong. */
export function logForm(path: string, bytes: number): LogForm {
  const { start, end } = endsOf(path, bytes);
  const packed = start[0] === 0x1f && start[1] === 0x8b;
  const size = packed && end.length === 4 ? end.readUInt32LE() : bytes;
  // A name that says .gz over plain text, or plain .json over gzip, is read by nothing but our own code.
  if (packed !== path.endsWith('.gz') || size > LARGEST) return { form: 'other', size };
  const text = packed ? unpacked(start) : start.toString('utf8');
  return { form: FORMS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other', size };
}

function endsOf(path: string, bytes: number): Ends {
  const file = openSync(path, 'r');
  try {
    const read = (length: number, from: number) => {
      const buffer = Buffer.alloc(Math.max(0, length));
      return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, from));
    };
    return { start: read(Math.min(START, bytes), 0), end: read(Math.min(4, bytes), Math.max(0, bytes - 4)) };
  } finally {
    closeSync(file);
  }
}

function unpacked(start: Buffer): string {
  try {
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8');
  } catch {
    return '';
  }
}
