import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changedFiles, createDiskFolder } from '../../lib/local/disk-folder.ts';
import { folderContract } from '../contract/folder-contract.ts';
import { temporaryFolder, write } from './temporary-folder.ts';

const isRoot = process.getuid?.() === 0;

folderContract('a folder on disk', async () => {
  const path = join(temporaryFolder(), 'case');
  const folder = createDiskFolder(path, { replace: false });
  const read = async (name: string) => (existsSync(join(path, name)) ? readFileSync(join(path, name), 'utf8') : undefined);
  return { folder, read };
});

async function sealed(texts: Readonly<Record<string, string>>, path = join(temporaryFolder(), 'case')): Promise<string> {
  const folder = createDiskFolder(path, { replace: true });
  for (const [name, text] of Object.entries(texts)) await folder.put(name, text);
  await folder.seal({});
  return path;
}

describe('a folder that is begun', () => {
  test('stands under another name until it is sealed, and leaves nothing of that name', async () => {
    const parent = temporaryFolder();
    const folder = createDiskFolder(join(parent, 'case'), { replace: false });
    await folder.put('plan.json', '{}');
    expect(existsSync(join(parent, 'case'))).toBe(false);
    await folder.seal({});
    folder.discard();
    expect(readdirSync(parent)).toEqual(['case']);
  });
  test('goes away when it is discarded', async () => {
    const parent = temporaryFolder();
    const folder = createDiskFolder(join(parent, 'case'), { replace: false });
    await folder.put('answers/a.json', '{}');
    folder.discard();
    expect(readdirSync(parent)).toEqual([]);
  });
  test('takes the place of an earlier investigation only where that may go', async () => {
    const path = await sealed({ 'old.json': '{}' });
    expect(() => createDiskFolder(path, { replace: false })).toThrow(/--replace/);
    await sealed({ 'new.json': '{}' }, path);
    expect(readdirSync(path).toSorted()).toEqual(['manifest.json', 'new.json']);
  });
  test('leaves the earlier investigation as it was when the new one is discarded', async () => {
    const path = await sealed({ 'old.json': '{}' });
    createDiskFolder(path, { replace: true }).discard();
    expect(await changedFiles(path)).toEqual([]);
  });
  test('never takes the place of a folder of something else, or of a file', () => {
    const parent = temporaryFolder();
    write(join(parent, 'work/notes.txt'), 'mine');
    expect(() => createDiskFolder(join(parent, 'work'), { replace: true })).toThrow(/no investigation/);
    expect(() => createDiskFolder(join(parent, 'work/notes.txt'), { replace: true })).toThrow(/is a file; give --out a folder/);
    expect(readFileSync(join(parent, 'work/notes.txt'), 'utf8')).toBe('mine');
  });
  test('says so where nothing can be made in its place', () => {
    const file = write(join(temporaryFolder(), 'file'), '');
    expect(() => createDiskFolder(join(file, 'case'), { replace: false })).toThrow(/--out/);
  });
  test.skipIf(isRoot)('says so where the place may not be written to', () => {
    const parent = temporaryFolder();
    chmodSync(parent, 0o500);
    expect(() => createDiskFolder(join(parent, 'case'), { replace: false })).toThrow(/cannot write in/);
    chmodSync(parent, 0o700);
  });
});

describe('a folder that is finished', () => {
  const texts = { 'plan.json': '{}', 'answers/a.json': '[]' };

  test('has no changed files', async () => {
    expect(await changedFiles(await sealed(texts))).toEqual([]);
  });
  test.each<[string, (path: string) => void, string]>([
    ['is changed', (path) => writeFileSync(join(path, 'plan.json'), '{ }'), 'plan.json'],
    ['is gone', (path) => rmSync(join(path, 'answers/a.json')), 'answers/a.json'],
    ['is new', (path) => writeFileSync(join(path, 'answers/b.json'), '[]'), 'answers/b.json'],
    ['is a link that was put there', (path) => symlinkSync(join(path, 'plan.json'), join(path, 'more.json')), 'more.json'],
    ['has the name of a property', (path) => writeFileSync(join(path, '__proto__'), ''), '__proto__'],
  ])('names the file that %s', async (_case, tamper, name) => {
    const path = await sealed(texts);
    tamper(path);
    expect(await changedFiles(path)).toEqual([name]);
  });
  test('is none without its manifest, or with a broken one', async () => {
    const path = await sealed(texts);
    writeFileSync(join(path, 'manifest.json'), '{"files": 1}');
    await expect(changedFiles(path)).rejects.toThrow(/restore it/);
    rmSync(join(path, 'manifest.json'));
    await expect(changedFiles(path)).rejects.toThrow(/no finished investigation/);
  });
});
