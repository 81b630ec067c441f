import { DELIVERY_DELAY, logPath } from './layout.ts';
import { random } from './random.ts';

/** What to generate. */
export interface LogOptions {
  /** The folder that becomes a copy of a trail's bucket. */
  readonly out: string;
  readonly events: number;
  readonly seed: string;
  /** @default 30 */
  readonly days?: number;
  /** One event in so many is made with the leaked key. @default 5000 */
  readonly needle?: number;
}

/** One file to write: its records spread evenly over its span. */
export interface LogFile {
  readonly path: string;
  readonly account: string;
  readonly region: string;
  readonly from: number;
  readonly to: number;
  readonly events: number;
}

const FIRST_DAY = Date.UTC(2026, 9, 1);
const DAY = 86_400_000;
/** CloudTrail's own files of a busy account hold about so many. */
const EVENTS_PER_FILE = 1000;

/** Whose events, and which share of them; the leaked key belongs to the first. */
export const ACCOUNTS = [
  ['111122223333', 0.5],
  ['222233334444', 0.25],
  ['333344445555', 0.15],
  ['444455556666', 0.1],
] as const;
const REGIONS = [
  ['us-east-1', 0.5],
  ['eu-west-1', 0.25],
  ['us-west-2', 0.15],
  ['ap-southeast-2', 0.1],
] as const;

/** Names every file, one after another, so that five million events need no list of them. Each partition gets its exact share. */
export function* planFiles({ events, seed, days = 30 }: LogOptions): Generator<LogFile> {
  let done = 0;
  let share = 0;
  for (let day = 0; day < days; day++) {
    for (const [account, ofAccounts] of ACCOUNTS) {
      for (const [region, ofRegions] of REGIONS) {
        share += (ofAccounts * ofRegions) / days;
        const upTo = Math.min(events, Math.round(share * events));
        yield* partition({ account, region, day, events: upTo - done }, seed);
        done = upTo;
      }
    }
  }
}

function* partition(part: { account: string; region: string; day: number; events: number }, seed: string): Generator<LogFile> {
  const { account, region, day, events } = part;
  const files = Math.ceil(events / EVENTS_PER_FILE);
  for (let index = 0; index < files; index++) {
    const from = FIRST_DAY + day * DAY + Math.floor((index * DAY) / files);
    const to = FIRST_DAY + day * DAY + Math.floor(((index + 1) * DAY) / files);
    const size = Math.floor(((index + 1) * events) / files) - Math.floor((index * events) / files);
    const path = logPath({ account, region }, to + DELIVERY_DELAY, random(`${seed} ${account} ${region} ${from}`));
    yield { path, account, region, from, to, events: size };
  }
}
