import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyFile, copyFolder, textOf } from '../../../lib/aws/cloud/copies.ts';
import { s3Folder } from '../../../lib/aws/s3-folder.ts';
import { changedFiles } from '../../../lib/local/disk-folder.ts';
import { fakeS3 } from '../fake-s3.ts';
import { awsError, ID } from './deployment.ts';

const temporary = mkdtempSync(join(tmpdir(), 'trailwarden-copies-'));
afterAll(() => rmSync(temporary, { recursive: true }));
const watched = { signal: new AbortController().signal, tell: () => undefined };
const keyOf = (name: string) => `bucket/investigations/${ID}/${name}`;
const at = () => ({ s3: new S3Client({ region: 'eu-west-1' }), bucket: 'bucket', id: ID });

let fake: ReturnType<typeof fakeS3>;
beforeEach(async () => {
  fake = fakeS3();
  const folder = s3Folder(at());
  for (const name of ['report.json', 'plan.json', 'evidence/pass-1/part-0', 'results/late.csv']) await folder.put(name, `text of ${name}`);
  await folder.seal({ trailwarden: '1' });
});
afterEach(() => fake.restore());

describe('a copy of a folder', () => {
  test('is what replay takes: all that the manifest names, and nothing else', async () => {
    const path = join(temporary, 'whole');
    await copyFolder(at(), path, watched);
    expect(await changedFiles(path)).toEqual([]);
    expect(readdirSync(path, { recursive: true }).toSorted()).toEqual([
      ...['evidence', 'evidence/pass-1', 'evidence/pass-1/part-0', 'manifest.json', 'plan.json', 'report.json'],
    ]);
    expect(readFileSync(join(path, 'evidence/pass-1/part-0'), 'utf8')).toBe('text of evidence/pass-1/part-0');
  });

  const manifest = (files: Record<string, string>) => fake.objects.set(keyOf('manifest.json'), JSON.stringify({ versions: {}, files }));
  test.each([
    ['was changed afterwards', () => fake.objects.set(keyOf('plan.json'), 'other'), /^plan\.json of .* is not what its manifest says/],
    [
      'was deleted afterwards',
      () => fake.objects.delete(keyOf('plan.json')),
      /^plan\.json is in the manifest of .* and no longer in its folder/,
    ],
    [
      'leads out of the folder',
      () => manifest({ 'a/../../../evil': 'x' }),
      /names 'a\/\.\.\/\.\.\/\.\.\/evil', which leads out of its folder/,
    ],
    ['is an absolute path', () => manifest({ '/etc/evil': 'x' }), /leads out of its folder/],
    ['has no manifest yet', () => fake.objects.delete(keyOf('manifest.json')), /has no manifest\.json yet: it has not ended/],
  ])('is not there where a file %s', async (_, tamper, said) => {
    tamper();
    const path = join(temporary, 'tampered');
    await expect(copyFolder(at(), path, watched)).rejects.toThrow(said);
    expect(readdirSync(temporary).filter((name) => name.includes('tampered'))).toEqual([]);
  });

  test('is not there when it was stopped half-way', async () => {
    const stop = new AbortController();
    const copying = copyFolder(at(), join(temporary, 'half'), {
      signal: stop.signal,
      tell: (text) => text.startsWith('copying 2') && stop.abort(),
    });
    await expect(copying).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(temporary).filter((name) => name.includes('half'))).toEqual([]);
  });
});

describe('a file of a folder', () => {
  test('is written to a new file, never over an old one', async () => {
    const path = join(temporary, 'report.json');
    await copyFile(at(), 'report.json', path);
    expect(readFileSync(path, 'utf8')).toBe('text of report.json');
    writeFileSync(path, 'mine');
    await expect(copyFile(at(), 'report.json', path)).rejects.toThrow(/^cannot write/);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    await expect(copyFile(at(), 'none.json', join(temporary, 'none'))).rejects.toThrow(/has no none\.json/);
    expect(existsSync(join(temporary, 'none'))).toBe(false);
  });
});

describe('S3 refuses what does not exist to whoever may list only under a prefix', () => {
  const forbid = () => {
    fake.restore();
    const s3 = mockClient(S3Client);
    s3.on(GetObjectCommand).rejects(awsError('AccessDenied', 'Access Denied'));
    return s3;
  };

  test('which is then no file', async () => {
    forbid()
      .on(ListObjectsV2Command)
      .resolves({ Contents: [{ Key: `investigations/${ID}/report.json.old` }] });
    expect(await textOf(at(), 'report.json')).toBeUndefined();
  });

  test('and one that does exist stays refused', async () => {
    forbid()
      .on(ListObjectsV2Command)
      .resolves({ Contents: [{ Key: `investigations/${ID}/report.json` }] });
    await expect(textOf(at(), 'report.json')).rejects.toMatchObject({ name: 'Refused', permission: 's3:GetObject' });
  });

  test('and so is one that cannot be listed', async () => {
    forbid().on(ListObjectsV2Command).rejects(awsError('AccessDenied', 'Access Denied'));
    await expect(textOf(at(), 'report.json')).rejects.toMatchObject({ name: 'Refused' });
  });
});

test('a text that is larger than asked for is passed over without being read', async () => {
  fake.restore();
  const cancelled = Promise.withResolvers<void>();
  const body = { transformToWebStream: () => new ReadableStream({ cancel: () => cancelled.resolve() }) };
  const s3 = mockClient(S3Client);
  s3.on(GetObjectCommand).callsFake(() => ({ ContentLength: 9, Body: body }));
  expect(await textOf(at(), 'report.json', 8)).toBeUndefined();
  await cancelled.promise;
  s3.restore();
});
