import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../lib/core/plan.ts';
import { listLogFiles } from '../../lib/local/log-files.ts';
import { exampleReads } from '../core/example-plan.ts';
import { temporaryFolder, write } from './temporary-folder.ts';

const listed = (root: string, reads: Plan['reads'] = exampleReads, from = root) =>
  listLogFiles(root, reads).map(({ path }) => relative(from, path));

const ACCOUNTS = ['111122223333', '444455556666'];
const REGIONS = ['eu-west-1', 'eu-west-2', 'us-east-1'];
const DAYS = ['2025/11/30', '2025/12/01', '2025/12/31', '2026/01/01', '2026/01/10'];
const BESIDE = ['Config', 'CloudTrail-Digest', 'CloudTrail-Insight', 'vpcflowlogs', 'elasticloadbalancing'];

interface File {
  readonly service: string;
  readonly account: string;
  readonly region: string;
  readonly day: string;
}

const file: fc.Arbitrary<File> = fc.record({
  service: fc.oneof({ arbitrary: fc.constant('CloudTrail'), weight: 4 }, { arbitrary: fc.constantFrom(...BESIDE), weight: 1 }),
  account: fc.constantFrom(...ACCOUNTS),
  region: fc.constantFrom(...REGIONS),
  day: fc.constantFrom(...DAYS),
});

const chosen = (all: readonly string[]) => fc.oneof(fc.constant('all' as const), fc.subarray([...all]));
const reads = fc
  .record({ days: fc.tuple(fc.constantFrom(...DAYS), fc.constantFrom(...DAYS)), accounts: chosen(ACCOUNTS), regions: chosen(REGIONS) })
  .map(({ days, ...places }) => ({ ...places, firstDay: days.toSorted()[0] ?? '', lastDay: days.toSorted()[1] ?? '' }));

/** Folders of a bucket from which a root may be given, counted in names below the prefix. */
const above = fc.constantFrom('', 'trail', 'security/cloudtrail');
const organization = fc.constantFrom('', 'o-a1b2c3d4e5/');

const isPlanned = ({ service, account, region, day }: File, wanted: Plan['reads']) =>
  service === 'CloudTrail' &&
  (wanted.accounts === 'all' || wanted.accounts.includes(account)) &&
  (wanted.regions === 'all' || wanted.regions.includes(region)) &&
  wanted.firstDay <= day &&
  day <= wanted.lastDay;

describe('on a copy of a trail’s bucket', () => {
  test('the planned files are listed and no others, from whichever folder the copy is given', () => {
    const bucket = fc.record({
      files: fc.uniqueArray(file, { maxLength: 12, selector: (one) => JSON.stringify(one) }),
      prefix: above,
      organization,
    });
    fc.assert(
      fc.property(bucket, reads, fc.nat(8), fc.boolean(), ({ files, prefix, organization: org }, wanted, depth, isNamed) => {
        const top = mkdtempSync(join(tmpdir(), 'trailwarden-test-'));
        try {
          const paths = files.map((one, index) => {
            const folder = `${prefix}/AWSLogs/${org}${one.account}/${one.service}/${one.region}/${one.day}`;
            const name = isNamed
              ? `${one.account}_${one.service}_${one.region}_${one.day.replaceAll('/', '')}T1000Z_${index}.json.gz`
              : `${index}.json`;
            return write(join(top, folder, name), '');
          });
          const names = relative(top, dirname(paths[0] ?? join(top, 'x'))).split('/');
          const root = join(top, ...names.slice(0, depth));
          const expected = paths.filter((path, index) => path.startsWith(root) && isPlanned(files[index] ?? fail(), wanted));
          expect(listLogFiles(root, wanted).map(({ path }) => path)).toEqual(expected.toSorted());
        } finally {
          rmSync(top, { recursive: true, force: true });
        }
      }),
      { numRuns: 150 },
    );
  });

  test('files that lie elsewhere in the bucket are left alone, even where the plan has no file of the trail', () => {
    const folder = temporaryFolder();
    write(join(folder, 'AWSLogs/999999999999/CloudTrail/eu-west-1/2025/12/31/a.json.gz'), '');
    write(join(folder, 'inventory/manifest.json'), '{}');
    expect(listed(folder)).toEqual([]);
  });
});

const fail = (): never => {
  throw new Error('a path without its file');
};

describe('in any other folder', () => {
  test('every log is listed, but for those that their names place outside of the plan', () => {
    const folder = temporaryFolder();
    const kept = [
      'a.json',
      'b.json.gz',
      'c.ndjson',
      'd.jsonl.gz',
      'E.JSON',
      'sub/x.json',
      '111122223333_CloudTrail_eu-west-1_20251231T1000Z_x.json.gz',
    ];
    const left = [
      'notes.txt',
      '111122223333_CloudTrail_eu-west-1_20250101T1000Z_x.json.gz',
      '999999999999_CloudTrail_eu-west-1_20251231T1000Z_x.json.gz',
    ];
    for (const name of [...kept, ...left]) write(join(folder, name), '');
    expect(listed(folder)).toEqual(kept.toSorted());
  });
  test('names may hold what a shell, a pattern or a text in SQL would take for its own', () => {
    const folder = temporaryFolder();
    const names = ["it's.json", 'a b.json', 'a"b.json', 'a*b.json', '[1].json', 'a\nb.json', '日本.json', '$(x).json'];
    for (const name of names) write(join(folder, name), '');
    expect(listed(folder)).toEqual(names.toSorted());
  });
  test('a folder that is called like a log is a folder', () => {
    const folder = temporaryFolder();
    write(join(folder, 'x.json/inner.json'), '');
    expect(listed(folder)).toEqual(['x.json/inner.json']);
  });
  test('links to files are followed, links to folders are not, and a link to nowhere is reported', () => {
    const folder = temporaryFolder();
    const elsewhere = write(join(temporaryFolder(), 'real.json'), '{}');
    symlinkSync(elsewhere, join(folder, 'link.json'));
    symlinkSync(folder, join(folder, 'loop'));
    symlinkSync(join(folder, 'gone'), join(folder, 'nowhere.json'));
    const files = listLogFiles(folder, exampleReads);
    expect(files.map(({ path, bytes }) => [relative(folder, path), bytes])).toEqual([
      ['link.json', 2],
      ['nowhere.json', 0],
    ]);
    expect(files.map(({ problem }) => problem)).toEqual([undefined, expect.stringMatching(/cannot be read: ENOENT/)]);
  });
  test('a single file is listed under any name', () => {
    const path = write(join(temporaryFolder(), 'export'), '{}');
    expect(listLogFiles(path, exampleReads)).toEqual([{ path, bytes: 2 }]);
  });
  test('a folder without a log gives an empty list', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'empty'));
    expect(listed(folder)).toEqual([]);
  });
  test('a path that does not exist is the user’s mistake', () => {
    expect(() => listLogFiles(join(temporaryFolder(), 'none'), exampleReads)).toThrow(/cannot read the logs at '.*none'.*--logs takes/);
  });
});
