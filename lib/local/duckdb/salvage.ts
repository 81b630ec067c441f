import { readFileSync, writeFileSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { messageOf } from '../../core/errors.ts';

/** What was got out of a file: how many records, how many pieces that look like records and are none, and what is wrong with the file. */
export interface Salvage {
  readonly records: number;
  readonly lost: number;
  /** Bytes of the text that was written. */
  readonly size: number;
  /** Nothing where the file was only of another form. */
  readonly problem?: string;
}

/** Takes a file apart that the engine does not read, and writes the complete records in it as `{"Records":[…]}` to `target`. */
export function salvage(path: string, target: string): Salvage {
  const bytes = readFileSync(path);
  if (bytes.length === 0) return { records: 0, lost: 0, size: 0, problem: 'it is empty' };
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const inflated = packed ? inflate(bytes) : { text: bytes };
  const text = withoutBadText(inflated.text);
  const { records, lost } = recordsIn(text.text);
  const whole = `{"Records":[${records.join(',')}]}`;
  writeFileSync(target, whole);
  const problems = [
    inflated.problem,
    text.problem,
    lost > 0 ? 'broken JSON' : undefined,
    records.length === 0 ? 'no record in it' : undefined,
  ];
  const problem = problems.filter((one) => one !== undefined).join('; ');
  return { records: records.length, lost, size: Buffer.byteLength(whole), ...(problem === '' ? {} : { problem }) };
}

/** Gives what can be inflated of a file that was cut off. */
function inflate(bytes: Buffer): { text: Buffer; problem?: string } {
  try {
    return { text: gunzipSync(bytes) };
  } catch (thrown) {
    const problem = `bad gzip: ${messageOf(thrown)}`;
    try {
      return { text: gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }), problem };
    } catch {
      return { text: Buffer.alloc(0), problem };
    }
  }
}

const LONE_SURROGATE =
  /(?<!\\)((?:\\\\)*)\\u(?:d[89ab][0-9a-f]{2}(?!\\ud[c-f][0-9a-f]{2})|(?<!\\ud[89ab][0-9a-f]{2}\\u)d[c-f][0-9a-f]{2})/gi;

/** Bytes that are no UTF-8, and halves of surrogate pairs, become U+FFFD: JSON with them in it is refused by most readers. */
function withoutBadText(bytes: Buffer): { text: string; problem?: string } {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const mended = text.replace(LONE_SURROGATE, '$1\\ufffd');
  const bad = mended !== text || (text.includes('\ufffd') && !bytes.includes(Buffer.from('\ufffd')));
  return bad ? { text: mended, problem: 'bad characters' } : { text: mended };
}

const Exported = z.object({ CloudTrailEvent: z.string() });

/** Complete records as JSON texts. Of an export of LookupEvents, the record inside each event. */
function recordsIn(text: string): { records: string[]; lost: number } {
  const records: string[] = [];
  let lost = 0;
  for (const piece of objectsIn(text)) {
    const record = recordOf(piece);
    if (record === undefined) lost++;
    else records.push(record);
  }
  return { records, lost };
}

function recordOf(piece: string): string | undefined {
  try {
    const value: unknown = JSON.parse(piece);
    const exported = Exported.safeParse(value);
    return exported.success ? JSON.stringify(JSON.parse(exported.data.CloudTrailEvent)) : JSON.stringify(value);
  } catch {
    return undefined;
  }
}

const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}]/gs;

/** The objects that stand where records stand: inside `Records` or `Events`, else alone, one a line or in a list. */
function* objectsIn(text: string): Generator<string> {
  const depth = /^\s*\{\s*"(?:Records|Events)"/.test(text) ? 1 : 0;
  const starts: number[] = [];
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (token === '{') starts.push(index);
    if (token !== '}') continue;
    const start = starts.pop() ?? index;
    const piece = text.slice(start, index + 1);
    if (starts.length === depth && /"(?:eventName|eventID|CloudTrailEvent)"\s*:/.test(piece)) yield piece;
  }
}
