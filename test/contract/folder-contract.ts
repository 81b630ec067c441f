import { describe, expect, test } from 'vitest';
import type { Folder } from '../../lib/core/ports.ts';

/** A folder, and a way to read what it holds once it is sealed: undefined where there is no such text. */
export interface OpenFolder {
  readonly folder: Folder;
  readonly read: (name: string) => Promise<string | undefined>;
}

/** SHA-256 of `hello`. */
const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

/** How an investigation's folder comes to be, wherever it is. */
export function folderContract(name: string, make: () => Promise<OpenFolder>): void {
  describe(`${name} as a folder`, () => {
    test('keeps each text under its name, as it was given last', async () => {
      const { folder, read } = await make();
      await folder.put('plan.json', 'first');
      await folder.put('plan.json', 'hello');
      await folder.put('answers/access-key-activity.json', '日本語\n');
      expect(await folder.get('plan.json')).toBe('hello');
      expect(await folder.get('report.json')).toBeUndefined();
      await folder.seal({ product: '1' });
      expect(await read('plan.json')).toBe('hello');
      expect(await read('answers/access-key-activity.json')).toBe('日本語\n');
    });
    test('is not whole before it is sealed', async () => {
      const { folder, read } = await make();
      await folder.put('plan.json', 'hello');
      expect(await read('manifest.json')).toBeUndefined();
    });
    test('ends with the fingerprint of each file, and the versions', async () => {
      const { folder, read } = await make();
      await folder.put('a/b.json', 'hello');
      await folder.seal({ product: '1.2.3' });
      expect(JSON.parse((await read('manifest.json')) ?? '')).toEqual({ versions: { product: '1.2.3' }, files: { 'a/b.json': HELLO } });
    });
    test.each(['../outside.json', 'a/../../outside.json', '/outside.json', ''])('refuses the name %j', async (outside) => {
      const { folder } = await make();
      await expect(folder.put(outside, 'text')).rejects.toThrow(/name/);
    });
  });
}
