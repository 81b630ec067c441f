import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, test } from 'vitest';
import { s3Folder } from '../../lib/aws/s3-folder.ts';
import { folderContract } from '../contract/folder-contract.ts';
import { fakeS3 } from './fake-s3.ts';

let restore = () => {};
afterEach(() => restore());

function open(id = 'case-1', lockDays?: number) {
  const s3 = fakeS3();
  restore = s3.restore;
  return { ...s3, folder: s3Folder({ s3: new S3Client(), bucket: 'folder', id, lockDays }) };
}

folderContract('a folder on S3', async () => {
  const { folder, objects } = open();
  return { folder, read: async (name) => objects.get(`folder/investigations/case-1/${name}`) };
});

describe('a folder on S3', () => {
  test('locks each of its files when it is sealed, where the settings ask for it', async () => {
    const { folder, locked } = open('case-1', 30);
    await folder.put('plan.json', 'hello');
    await folder.seal({});
    expect(locked.map(({ Key }) => Key)).toEqual(['investigations/case-1/plan.json', 'investigations/case-1/manifest.json']);
    const days = locked.map(({ Retention }) => (Number(Retention?.RetainUntilDate) - Date.now()) / 86_400_000);
    for (const day of days) expect(day).toBeCloseTo(30, 2);
  });
  test('holds the files that Athena wrote to account, and not its result files', async () => {
    const { folder, objects } = open();
    objects.set('folder/investigations/case-1/evidence/pass-1/20260601_part', 'hello');
    objects.set('folder/investigations/case-1/results/1234.csv', 'hello');
    objects.set('folder/investigations/case-10/plan.json', 'of another investigation');
    await folder.seal({});
    const manifest = JSON.parse(objects.get('folder/investigations/case-1/manifest.json') ?? '');
    expect(Object.keys(manifest.files)).toEqual(['evidence/pass-1/20260601_part']);
  });
});
