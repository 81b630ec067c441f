import { closeSync, openSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { readLogText } from './log-text.ts';
import { recordScanner } from './record-scanner.ts';

/** What was got out of a file: how many records, how many pieces that look like records and are none, and what is wrong with the file. */
export interface Salvage {
  readonly records: number;
  readonly lost: number;
  /** Bytes of the longest record that was written. */
  readonly largest: number;
  /** Nothing where the file was only of another form. */
  readonly problem?: string;
}

/** Takes a file apart that the engine does not read, and writes the complete records in it to `target`, one a line. */
export async function salvage(path: string, target: string, signal: AbortSignal): Promise<Salvage> {
  const lines = linesTo(target);
  const wrong = { broken: 0, characters: false };
  const broken = () => {
    wrong.broken++;
  };
  const object = (text: string) => {
    const record = recordOf(text);
    if (record === undefined) return LIKE_RECORD.test(text) ? broken() : undefined;
    const mended = record.replace(LONE_SURROGATE, '$1\\ufffd');
    wrong.characters ||= mended !== record;
    lines.write(mended);
  };
  const scanner = recordScanner({ object, broken });
  try {
    const problems = await readLogText(path, scanner.take, signal);
    if (wrong.broken > 0) problems.push('broken JSON');
    if (wrong.characters) problems.push('halves of characters');
    if (scanner.end() && problems.length === 0) problems.push('its text breaks off');
    if (lines.records === 0 && problems.length === 0) problems.push('no record in it');
    const { records, largest } = lines;
    return { records, lost: wrong.broken, largest, ...(problems.length === 0 ? {} : { problem: problems.join('; ') }) };
  } finally {
    lines.close();
  }
}

const LIKE_RECORD = /"(?:eventName|eventID|CloudTrailEvent)"\s*:/;
/** Halves of surrogate pairs, written as escapes: JSON with them in it is refused by most readers. */
const LONE_SURROGATE =
  /(?<!\\)((?:\\\\)*)\\u(?:d[89ab][0-9a-f]{2}(?!\\ud[c-f][0-9a-f]{2})|(?<!\\ud[89ab][0-9a-f]{2}\\u)d[c-f][0-9a-f]{2})/gi;

const Exported = z.object({ CloudTrailEvent: z.string() });
const Recorded = z.union([z.object({ eventID: z.string() }), z.object({ eventName: z.string() })]);

/** A record as JSON on one line, numbers spelt as they were. Of an event of LookupEvents, the record inside it. */
function recordOf(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const exported = Exported.safeParse(value);
    if (exported.success) return recordOf(exported.data.CloudTrailEvent);
    return Recorded.safeParse(value).success ? text.replace(/[\r\n]+/g, ' ') : undefined;
  } catch {
    return undefined;
  }
}

const FULL = 1024 * 1024;

interface Lines {
  readonly write: (line: string) => void;
  readonly close: () => void;
  records: number;
  largest: number;
}

function linesTo(target: string): Lines {
  const file = openSync(target, 'w');
  let waiting = '';
  const flush = () => {
    writeFileSync(file, waiting);
    waiting = '';
  };
  const lines: Lines = {
    records: 0,
    largest: 0,
    write: (line) => {
      waiting += `${line}\n`;
      lines.records++;
      lines.largest = Math.max(lines.largest, Buffer.byteLength(line));
      if (waiting.length > FULL) flush();
    },
    close: () => {
      flush();
      closeSync(file);
    },
  };
  return lines;
}
