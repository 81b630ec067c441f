import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { generateLogs } from '../../scripts/logs/generate.ts';
import { writeShare } from '../../scripts/logs/write-share.ts';

const made: string[] = [];
const room = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'trailwarden-logs-'));
  made.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

interface Written {
  readonly eventID: string;
  readonly eventTime: string;
  readonly sourceIPAddress: string;
  readonly recipientAccountId: string;
  readonly userIdentity: { readonly accessKeyId?: string; readonly userName?: string };
}

const filesIn = (folder: string) =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.gz'))
      .sort()
      .map((path) => [path, readFileSync(join(folder, path))] as const),
  );
const recordsIn = (folder: string): Written[] =>
  [...filesIn(folder).values()].flatMap((bytes) => JSON.parse(gunzipSync(bytes).toString()).Records);
const options = { events: 5000, seed: 'test', days: 2, needle: 100 };

describe('the generated logs', () => {
  test('hold exactly as many events as were asked for, in every account and Region of every day', async () => {
    const out = room();
    const { files, events, bytes, rawBytes } = await generateLogs({ ...options, out });
    const records = recordsIn(out);
    expect(events).toBe(5000);
    expect(records).toHaveLength(5000);
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(5000);
    expect(files).toBe(filesIn(out).size);
    expect(new Set(records.map(({ recipientAccountId }) => recipientAccountId)).size).toBe(4);
    expect(new Set([...filesIn(out).keys()].map((path) => path.split('/').slice(0, 4).join('/'))).size).toBe(16);
    expect(rawBytes / events).toBeGreaterThan(1100);
    expect(rawBytes / events).toBeLessThan(1600);
    expect(bytes).toBe([...filesIn(out).values()].reduce((sum, file) => sum + file.length, 0));
  });

  test('hide a leaked key that the result describes', async () => {
    const out = room();
    const { account, key, principal, ip, needles, from, to } = await generateLogs({ ...options, out });
    const found = recordsIn(out).filter(({ userIdentity }) => userIdentity.accessKeyId === key);
    expect(needles).toBeGreaterThan(25);
    expect(needles).toBeLessThan(80);
    expect(found).toHaveLength(needles);
    expect(found.filter(({ userIdentity }) => userIdentity.userName !== principal)).toEqual([]);
    expect(found.filter(({ sourceIPAddress, recipientAccountId }) => sourceIPAddress !== ip || recipientAccountId !== account)).toEqual([]);
    const times = found.map(({ eventTime }) => eventTime).sort();
    expect([times[0], times.at(-1)]).toEqual([from, to]);
  });

  test('are the same for the same seed, however many workers write them, and others for another', async () => {
    const [many, one, other] = [room(), room(), room()];
    await generateLogs({ ...options, out: many });
    await writeShare({ ...options, out: one }, { index: 0, of: 1 });
    await generateLogs({ ...options, out: other, seed: 'another' });
    expect(filesIn(many)).toEqual(filesIn(one));
    expect([...filesIn(other).keys()]).not.toEqual([...filesIn(one).keys()]);
  });
});
