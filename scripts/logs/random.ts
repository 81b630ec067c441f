import { createHash } from 'node:crypto';

/** A stream of chance that its seed decides: the same seed gives the same values on every machine. */
export interface Random {
  /** From 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** `length` signs of an alphabet, lower-case hexadecimal digits unless told. */
  text(length: number, alphabet?: string): string;
  uuid(): string;
}

/** The signs of IAM's own ids. */
export const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** The signs of S3's request ids. */
export const BASE36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** The signs of tokens and of the names of CloudTrail's files. */
export const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const HEX = '0123456789abcdef';

/** Opens the stream of a seed. Good enough to look random, never for secrets. */
export function random(seed: string): Random {
  const next = sfc32(seed);
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const text = (length: number, alphabet = HEX) => draw(next, length, alphabet);
  return {
    next,
    between,
    text,
    chance: (probability) => next() < probability,
    pick: (list) => at(list, Math.floor(next() * list.length)),
    uuid: () => `${text(8)}-${text(4)}-4${text(3)}-${text(1, '89ab')}${text(3)}-${text(12)}`,
  };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`nothing to pick at ${index} of a list of ${list.length}; give a list that is not empty`);
  return item;
}

/** One number gives several signs: a draw per sign took half of the generator's time. */
function draw(next: () => number, length: number, alphabet: string): string {
  const base = alphabet.length;
  let out = '';
  let rest = 0;
  for (let index = 0; index < length; index++) {
    if (index % SIGNS_PER_DRAW === 0) rest = Math.floor(next() * 2 ** 32);
    out += alphabet[rest % base];
    rest = Math.floor(rest / base);
  }
  return out;
}

/** 62^5 is the largest power of the widest alphabet under 2^32. */
const SIGNS_PER_DRAW = 5;

/** Chris Doty-Humphrey's sfc32. Its 128 bits of state keep the streams of thousands of seeds apart; with 32 bits they run into each other. */
function sfc32(seed: string): () => number {
  const words = createHash('sha256').update(seed).digest();
  let [a, b, c, counter] = [words.readInt32LE(0), words.readInt32LE(4), words.readInt32LE(8), 1];
  return () => {
    const drawn = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return (drawn >>> 0) / 2 ** 32;
  };
}
