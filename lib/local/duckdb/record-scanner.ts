import { RECORD } from '../../core/cloudtrail.ts';

/** Told of each object that stands where records stand, and of text that was begun as one and is none. */
export interface Found {
  readonly object: (text: string) => void;
  readonly broken: () => void;
}

/** Finds objects in JSON text that comes in pieces. */
export interface RecordScanner {
  readonly take: (piece: string) => void;
  /** Tells that the text is over; true where it ended in the middle of an object. */
  readonly end: () => boolean;
}

/** Characters after which an object that has not ended is given up: no record is near it, and memory is finite. */
const LONGEST = 24 * 1024 * 1024;

/** The keys of a record, and those of an event of the API LookupEvents, which holds its record as a text. */
const KEYS: ReadonlySet<string> = new Set([
  ...RECORD.map(({ key }) => key),
  ...['AccessKeyId', 'CloudTrailEvent', 'EventId', 'EventName', 'EventSource', 'EventTime', 'ReadOnly', 'Resources', 'Username'],
]);

interface Scan {
  /** Open braces. */
  depth: number;
  /** Open braces around a record: 0 where records stand alone, one a line or in a list; 1 inside `Records`, `Events` or another wrapper. */
  around: number;
  isText: boolean;
  /** The first key of an outermost object has told what it is. */
  isKnown: boolean;
  /** Text of the object so far, but for what of it is in the piece at hand, from `from` on. */
  before: string;
  from: number;
}

/**
 * Scans for braces and quotes only. A line that ends inside of a text, or begins with a brace inside of a record, shows that a record was
 * broken off; scanning starts afresh there, so that a broken line costs no other.
 */
export function recordScanner(found: Found): RecordScanner {
  const scan: Scan = { depth: 0, around: 0, isText: false, isKnown: false, before: '', from: 0 };
  let carried = '';
  return {
    take: (next) => {
      const piece = carried + next;
      carried = scanPiece(piece, scan, found);
      if (scan.depth > scan.around) scan.before += piece.slice(scan.from, piece.length - carried.length);
      scan.from = 0;
      if (scan.before.length > LONGEST) giveUp(scan, found);
    },
    end: () => {
      const isOpen = scan.depth > 0;
      if (scan.depth > scan.around && scan.isKnown) giveUp(scan, found);
      return isOpen;
    },
  };
}

interface Place {
  readonly piece: string;
  readonly at: number;
  readonly found: Found;
}

/** Gives back what has to be seen together with the next piece. */
function scanPiece(piece: string, scan: Scan, found: Found): string {
  const [inText, outside] = [/["\n]|\\./gs, /["{}]|\n\{/g];
  const carried = /\\*$|\n$/.exec(piece)?.[0] ?? '';
  const end = piece.length - (carried.startsWith('\\') ? carried.length % 2 : carried.length);
  let at = 0;
  while (at < end) {
    const tokens = scan.isText ? inText : outside;
    tokens.lastIndex = at;
    const token = tokens.exec(piece);
    if (token === null || token.index >= end) break;
    at = token.index + token[0].length;
    ACTIONS[token[0]]?.(scan, { piece, at, found });
  }
  return piece.slice(end);
}

type Action = (scan: Scan, place: Place) => void;

const ACTIONS: Readonly<Record<string, Action>> = {
  '"': (scan, place) => {
    scan.isText = !scan.isText;
    if (!scan.isText && scan.depth === 1 && !scan.isKnown) know(scan, place);
  },
  '\n': giveUpAt,
  '\n{': (scan, place) => {
    if (scan.depth > scan.around && scan.isKnown) giveUpAt(scan, place);
    open(scan, place);
  },
  '{': open,
  '}': close,
};

function open(scan: Scan, { at }: Place): void {
  if (scan.depth === 0) Object.assign(scan, { around: 0, isKnown: false });
  if (scan.depth === scan.around) Object.assign(scan, { before: '', from: at - 1 });
  scan.depth++;
}

/** An object whose first key is none of a record's holds records, or an object that has one, further in. */
function know(scan: Scan, { piece, at }: Place): void {
  const [, key = ''] = /^\{\s*"(.*)"$/s.exec(scan.before + piece.slice(scan.from, at)) ?? [];
  scan.isKnown = true;
  if (KEYS.has(key)) return;
  scan.around = 1;
  scan.before = '';
}

function close(scan: Scan, { piece, at, found }: Place): void {
  if (scan.depth === 0) return;
  scan.depth--;
  if (scan.depth === scan.around && scan.isKnown) found.object(scan.before + piece.slice(scan.from, at));
  if (scan.depth <= scan.around) scan.before = '';
}

function giveUpAt(scan: Scan, { found, at }: Place): void {
  giveUp(scan, found);
  scan.from = at;
}

function giveUp(scan: Scan, found: Found): void {
  if (scan.depth > scan.around) found.broken();
  Object.assign(scan, { depth: Math.min(scan.depth, scan.around), isText: false, before: '' });
}
