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

/** Opens the stream of a seed: mulberry32 started from the FNV-1a hash of the text. Good enough to look random, never for secrets. */
export function random(seed: string): Random {
  const next = mulberry32(fnv1a(seed));
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

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
