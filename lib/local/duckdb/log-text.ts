import { createReadStream } from 'node:fs';
import { type Readable, Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { messageOf } from '../../core/errors.ts';

/** Where the text of a file goes, piece by piece. A piece may end anywhere but inside a character. */
export type Take = (piece: string) => void;

const REPLACED = '\ufffd';
const REPLACED_BYTES = Buffer.from(REPLACED);
/** Byte order marks (Unicode 16.0, section 23.8). What a PowerShell redirect wrote is UTF-16. */
const MARKS = [
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
] as const;

/**
 * Reads a file, unpacks and decodes it, in pieces: its text may be larger than memory. Resolves to what is wrong with it. Of a file that was
 * cut off or is damaged further on, all before that place is given.
 */
export async function readLogText(path: string, take: Take, signal: AbortSignal): Promise<string[]> {
  const problems = new Set<string>();
  const decoder = decoderTo(take, problems);
  let unpack: Transform | undefined;
  try {
    for await (const bytes of createReadStream(path, { end: 1, signal })) unpack = unpackerOf(bytes);
    if (unpack === undefined) return ['it is empty'];
    await throughTo(createReadStream(path, { signal }), unpack, decoder.bytes);
  } catch (thrown) {
    signal.throwIfAborted();
    problems.add(problemOf(thrown));
  }
  decoder.end();
  return [...problems];
}

const isPacked = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** By its first bytes, not its name. */
const unpackerOf = (bytes: Buffer): Transform =>
  isPacked(bytes) ? createGunzip() : new Transform({ transform: (piece, _encoding, done) => done(null, piece) });

/** Data events come before an error does; an iterator would drop what it holds by then. */
function throughTo(source: Readable, unpack: Transform, take: (bytes: Buffer) => void): Promise<void> {
  const fail = (thrown: unknown) => void unpack.destroy(thrown instanceof Error ? thrown : new Error(String(thrown)));
  source.on('error', fail).pipe(unpack);
  unpack.on('data', (bytes: Buffer) => {
    try {
      take(bytes);
    } catch (thrown) {
      fail(thrown);
    }
  });
  return finished(unpack);
}

function problemOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  return `${code.startsWith('Z_') ? 'bad gzip' : 'cannot be read'}: ${messageOf(thrown)}`;
}

/** Bytes that are no UTF-8 become U+FFFD: JSON with them in it is refused by most readers. */
function decoderTo(take: Take, problems: Set<string>): { bytes: (bytes: Buffer) => void; end: () => void } {
  let decoder: TextDecoder | undefined;
  const bytes = (piece: Buffer) => {
    const [encoding = 'utf-8'] = decoder === undefined ? (MARKS.find(([, mark]) => mark.equals(piece.subarray(0, 2))) ?? []) : [];
    if (encoding !== 'utf-8') problems.add(`its text is ${encoding.toUpperCase()}, not UTF-8`);
    decoder ??= new TextDecoder(encoding);
    const text = decoder.decode(piece, { stream: true });
    if (text.includes(REPLACED) && !piece.includes(REPLACED_BYTES)) problems.add('bad characters');
    take(text);
  };
  return { bytes, end: () => take(decoder?.decode() ?? '') };
}
