import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crowd, type Scene } from './crowd.ts';
import { iamUser } from './identities.ts';
import { logText, pack } from './layout.ts';
import { call, describe } from './operations.ts';
import { ACCOUNTS, type LogFile, type LogOptions, planFiles } from './plan-files.ts';
import { leaked, type Population, populate } from './population.ts';
import { type Random, random } from './random.ts';
import { type CloudTrailRecord, type Occurrence, record } from './record.ts';
import { getObject, listBuckets } from './s3.ts';

/** What a share of the files came to. */
export interface Tally {
  readonly files: number;
  readonly events: number;
  /** Bytes on disk, and of the JSON in them. */
  readonly bytes: number;
  readonly rawBytes: number;
  /** Events of the leaked key, and the first and last second of them. */
  readonly needles: number;
  readonly from: string;
  readonly to: string;
}

/** The tally of no files: its times are later and earlier than any. */
export const NOTHING: Tally = { files: 0, events: 0, bytes: 0, rawBytes: 0, needles: 0, from: '9999', to: '' };

/** Adds two shares. */
export const plus = (one: Tally, other: Tally): Tally => ({
  files: one.files + other.files,
  events: one.events + other.events,
  bytes: one.bytes + other.bytes,
  rawBytes: one.rawBytes + other.rawBytes,
  needles: one.needles + other.needles,
  from: one.from < other.from ? one.from : other.from,
  to: one.to > other.to ? one.to : other.to,
});

/** Which of how many parts: every `of`-th file from the `index`-th. */
export interface Part {
  readonly index: number;
  readonly of: number;
}

/** Writes one part of the files, each from its own seed, so that the number of parts changes nothing. */
export async function writeShare(options: LogOptions, { index, of }: Part): Promise<Tally> {
  const populations = new Map<string, Population>();
  let tally = NOTHING;
  let number = 0;
  for (const file of planFiles(options)) {
    if (number++ % of !== index) continue;
    const place = `${file.account} ${file.region}`;
    const people = populations.get(place) ?? populate(file.account, file.region);
    populations.set(place, people);
    tally = plus(tally, await write(file, people, options));
  }
  return tally;
}

async function write(file: LogFile, people: Population, options: LogOptions): Promise<Tally> {
  const culprit = leaked(options.seed, ACCOUNTS[0][0]);
  const records = recordsOf(file, people, options);
  const text = logText(records);
  const packed = pack(text, LEVEL);
  const path = join(options.out, file.path);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, packed);
  const found = records.filter(({ userIdentity }) => userIdentity.accessKeyId === culprit.key).map(({ eventTime }) => eventTime);
  const rawBytes = Buffer.byteLength(text);
  const counts = { files: 1, events: records.length, bytes: packed.length, rawBytes, needles: found.length };
  return { ...counts, from: found[0] ?? NOTHING.from, to: found.at(-1) ?? NOTHING.to };
}

/** Level 6 is zlib's own choice, and what a real file compresses to. */
const LEVEL = 6;

function recordsOf(file: LogFile, people: Population, { seed, needle = 5000 }: LogOptions): CloudTrailRecord[] {
  const chance = random(`${seed} ${file.path}`);
  const shift = chance.between(0, people.sessions.length);
  const rate = file.account === ACCOUNTS[0][0] ? 1 / (needle * ACCOUNTS[0][1]) : 0;
  return Array.from({ length: file.events }, (_, index) => {
    const time = file.from + Math.floor((index * (file.to - file.from)) / file.events);
    const scene: Scene = { people, region: file.region, time, shift };
    const { account, region } = file;
    const what = chance.chance(rate) ? misuse(scene, seed, chance) : crowd(scene, chance);
    return record({ ...what, account, region, time }, chance);
  });
}

/** What the leaked key does: looks around and takes files. */
function misuse({ people, region }: Scene, seed: string, chance: Random): Pick<Occurrence, 'caller' | 'operation'> {
  const { user, key, ip } = leaked(seed, people.account);
  const operation = chance.pick([
    () => call('sts', 'GetCallerIdentity'),
    () => describe('Instances', 'instancesSet'),
    () => listBuckets(region, chance),
    () => getObject(chance.pick(people.buckets), { key: `exports/${chance.text(12)}.csv`, bytes: chance.between(1e5, 4e7) }, chance),
  ])();
  return { caller: { identity: iamUser(user, key), ip, agent: 'python-requests/2.32.3' }, operation };
}
