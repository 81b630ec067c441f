import type { Cell } from '../investigation.ts';
import { cellText, isEvidence } from '../render/cell-text.ts';
import { count, moment } from '../render/quantity.ts';

/** A row as people ask for it; an empty text where it does not say. */
export interface RowFacts {
  readonly what: string;
  readonly when: string;
  readonly often: string;
  readonly who: string;
  readonly from: string;
  readonly tool: string;
  readonly events: readonly string[];
  /** Everything else that the row says, by the name of its column. */
  readonly others: readonly (readonly [name: string, text: string])[];
}

/** The columns that answer a question, the best first: runbooks name them alike. */
const ANSWERS = {
  what: ['eventname'],
  who: ['actor', 'identity', 'caller', 'principal'],
  from: ['sourceipaddress', 'addresses'],
  tool: ['useragent'],
} as const;
/** Columns of CloudTrail whose names are hard to read; others only lose their underscores. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['awsregion', 'Region'],
  ['eventsource', 'service'],
  ['errorcode', 'error'],
  ['errormessage', 'message'],
  ['vpcendpointid', 'VPC endpoint'],
]);
const OFTEN = ['calls', 'failed'];
const WHEN = ['eventtime', 'first_seen', 'last_seen'];

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const readable = (text: string): string => (TIME.test(text) ? moment(text) : text);

function whenOf(texts: ReadonlyMap<string, string>): string {
  const [at, first, last] = WHEN.map((column) => readable(texts.get(column) ?? ''));
  if (at) return at;
  return first && last && first !== last ? `${first} to ${last}` : first || last || '';
}

function oftenOf(texts: ReadonlyMap<string, string>): string {
  const [calls, failed] = OFTEN.map((column) => Number(texts.get(column) ?? 0));
  if (!calls) return failed ? `${failed} failed` : '';
  return `${count(calls, 'call')}${failed ? `, ${failed} failed` : ''}`;
}

/** Reads one row of a step. */
export function rowFacts(columns: readonly string[], row: readonly Cell[]): RowFacts {
  const texts = new Map(columns.map((column, at) => [column, cellText(row[at])]));
  const answerOf = (names: readonly string[]) => names.find((name) => texts.get(name));
  const [what, who, from, tool] = [ANSWERS.what, ANSWERS.who, ANSWERS.from, ANSWERS.tool].map(answerOf);
  const told = new Set<string | undefined>([what, who, from, tool, ...OFTEN, ...WHEN]);
  const others = [...texts].filter(([column, text]) => text !== '' && !told.has(column) && !isEvidence(column));
  const text = (column: string | undefined) => (column === undefined ? '' : (texts.get(column) ?? ''));
  return {
    what: text(what),
    who: text(who),
    from: text(from),
    tool: text(tool),
    when: whenOf(texts),
    often: oftenOf(texts),
    events: [...texts].filter(([column]) => isEvidence(column)).flatMap(([, ids]) => ids.split(' ').filter((id) => id !== '')),
    others: others.map(([column, value]) => [NAMES.get(column) ?? column.replaceAll('_', ' '), readable(value)]),
  };
}

/** What happened, how often and when, in one line. */
export const gist = ({ what, often, when }: Pick<RowFacts, 'what' | 'often' | 'when'>): string =>
  [what, often, when].filter((part) => part !== '').join(', ');
