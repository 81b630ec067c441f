import { RECORD } from '../../core/cloudtrail.ts';

/** Finds records in text that comes in pieces. */
export interface RecordScanner {
  readonly take: (piece: string) => void;
  /** Tells that the text is over; true where it ended in the middle of an object. */
  readonly end: () => boolean;
}

/** Told of each object that stands where a record may stand, and of text that was begun as one and is none. */
export interface Found {
  readonly object: (text: string) => void;
  readonly broken: () => void;
}

/** Characters after which an object that has not ended is given up: no record is near it, and memory is finite. */
const LONGEST = 24 * 1024 * 1024;

/** The keys of a record, and those of an event of the API LookupEvents, which holds its record as a text. */
const KEYS = new Set([
  ...RECORD.map(({ key }) => key),
  ...['AccessKeyId', 'CloudTrailEvent', 'EventId', 'EventName', 'EventSource', 'EventTime', 'ReadOnly', 'Resources', 'Username'],
]);

interface State {
  /** Open braces. */
  depth: number;
  /** Open braces around a record: 0 where records stand alone, one a line or in a list; 1 inside `Records`, `Events` or another wrapper. */
  around: number;
  /** The text of the object so far. */
  readonly pieces: string[];
  length: number;
  keyed: boolean;
}

/** Strings that are whole, strings that a line ends (JSON has none such, so one was broken), braces, and braces that begin a line. */
const TOKENS = /"(?:[^"\\\n]|\\[^\n])*["\n]|\n?[{}]/g;
/** The beginning of a string, or of a token, that the next piece may go on with. */
const UNFINISHED = /(?:"(?:[^"\\\n]|\\[^\n])*\\?|\n)$/;

/** Scans for braces and strings only, so that one broken record costs little more than itself. */
export function recordScanner(found: Found): RecordScanner {
  const state: State = { depth: 0, around: 0, pieces: [], length: 0, keyed: false };
  let rest = '';
  return {
    take: (piece) => {
      rest = scan(rest + piece, state, found);
      if (rest.length + state.length > LONGEST) {
        giveUp(state, found);
        rest = '';
      }
    },
    end: () => {
      const isOpen = state.depth > 0;
      if (state.depth > state.around) giveUp(state, found);
      return isOpen;
    },
  };
}
