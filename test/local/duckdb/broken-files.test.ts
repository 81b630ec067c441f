import { chmodSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collect, namedIn } from '../../../lib/local/duckdb/collect.ts';
import { openSession } from '../../../lib/local/duckdb/session.ts';
import { recordAt } from '../../contract/small-trail.ts';
import { temporaryFolder, write } from '../temporary-folder.ts';
import { BROKEN, cutOff, READABLE } from './broken-files.ts';
import { keepAll } from './opened.ts';

const TIME = '2025-12-31T10:00:00Z';
const records = (...ids: string[]) => JSON.stringify({ Records: ids.map((id) => recordAt(TIME, id)) });

describe('each file alone', () => {
  test.each(READABLE)('$name is read in full', async ({ name, content, ids }) => {
    const path = write(join(temporaryFolder(), name), content);
    const { ids: found, evidence } = await keepAll(path);
    expect(found).toEqual(ids);
    expect(evidence.problems).toEqual([]);
  });
  test.each(BROKEN)('$name is salvaged, and what is wrong with it is said', async ({ name, content, ids, problem, lost = 0 }) => {
    const path = write(join(temporaryFolder(), name), content);
    const { ids: found, evidence } = await keepAll(path);
    expect(found).toEqual(ids);
    expect(evidence.problems).toEqual([{ file: path, problem: expect.stringMatching(problem ?? /never/), salvaged: ids.length, lost }]);
  });
  test('of a packed file that was cut off all that could be unpacked is found', async () => {
    const { content, count } = cutOff(0.6);
    const path = write(join(temporaryFolder(), 'cut.json.gz'), content);
    const { ids, evidence } = await keepAll(path);
    expect(ids.length).toBeGreaterThan(count * 0.4);
    expect(evidence.problems).toEqual([{ file: path, problem: 'bad gzip: unexpected end of file', salvaged: ids.length, lost: 1 }]);
  });
});

describe('all of them together', () => {
  test('good files stay good, and each broken one is named once', async () => {
    const folder = temporaryFolder();
    const files = [...READABLE, ...BROKEN];
    for (const { name, content } of files) write(join(folder, name), content);
    const { ids, evidence } = await keepAll(folder);
    expect(ids).toEqual(files.flatMap((file) => file.ids).toSorted());
    expect(evidence.problems.map(({ file }) => file).toSorted()).toEqual(BROKEN.map(({ name }) => join(folder, name)).toSorted());
    expect(evidence.read.files).toBe(files.length);
  });
  test('many broken files cost no good one', async () => {
    const folder = temporaryFolder();
    for (let index = 0; index < 12; index++) {
      write(join(folder, `${index}.json`), records(`good${index}`));
      write(join(folder, `${index}.json.json`), `{"Records":[${JSON.stringify(recordAt(TIME, `saved${index}`))},{"eventID": oops}]}`);
    }
    const { ids, evidence } = await keepAll(folder);
    expect(ids).toHaveLength(24);
    expect(evidence.problems).toHaveLength(12);
  });
  test('an event that stands in several files is kept once', async () => {
    const folder = temporaryFolder();
    for (const name of ['a.json', 'copy of a.json', 'b.json']) write(join(folder, name), records('same', 'also-same'));
    write(join(folder, 'lines.ndjson'), JSON.stringify(recordAt(TIME, 'same')));
    expect((await keepAll(folder)).ids).toEqual(['also-same', 'same']);
  });
});

describe('names', () => {
  test('are taken as they are: no pattern, no quote and no line end in them reads another file', async () => {
    const folder = temporaryFolder();
    const names = [
      '*.json',
      '[a].json',
      'a?.json',
      "it's.json",
      'a"b.json',
      'a\nb.json',
      '日本 é.json',
      '{a,b}.json',
      '$1.json',
      'a\\*b.json',
    ];
    for (const [index, name] of names.entries()) write(join(folder, 'sub [1]*', name), records(`r${index}`));
    write(join(folder, 'sub [1]*/ab.json'), '{"Records":[{"eventID": oops}]}');
    const { ids, evidence } = await keepAll(join(folder, 'sub [1]*'));
    expect(ids).toEqual(names.map((_, index) => `r${index}`));
    expect(evidence.problems.map(({ file }) => file)).toEqual([join(folder, 'sub [1]*/ab.json')]);
  });
  test('a message names the path that it begins with, though another one is part of it or of what follows', () => {
    expect(namedIn('in file "/x/a.json.gz", at byte 1', ['/x/a.json', '/x/a.json.gz'])).toBe('/x/a.json.gz');
    expect(namedIn('in file "/x/y/a.json", at byte 1', ['/y/a.json', '/x/y/a.json'])).toBe('/x/y/a.json');
    expect(namedIn('in file "/x/b.json": "/x/a.json"', ['/x/a.json', '/x/b.json'])).toBe('/x/b.json');
    expect(namedIn('out of memory', ['/x/a.json'])).toBeUndefined();
  });
});

describe('files that are not there to be read', () => {
  const pass = async (path: string) => {
    const session = await openSession(new AbortController().signal);
    try {
      const statement = { sql: 'SELECT eventid FROM logs WHERE true', parameters: [] };
      const only = { accounts: 'all', regions: 'all' } as const;
      return await collect(session, { statement, only, files: [{ path, bytes: 100 }], tell: () => {} });
    } finally {
      session.close();
    }
  };
  test('one that went away after the listing is reported', async () => {
    const path = write(join(temporaryFolder(), 'gone.json'), '');
    rmSync(path);
    expect((await pass(path)).problems).toEqual([
      { file: path, problem: expect.stringMatching(/cannot be read: ENOENT/), salvaged: 0, lost: 0 },
    ]);
  });
  test('one that became a folder is reported', async () => {
    const folder = temporaryFolder();
    expect((await pass(folder)).problems).toEqual([
      { file: folder, problem: expect.stringMatching(/cannot be read: EISDIR/), salvaged: 0, lost: 0 },
    ]);
  });
  test('a link to nowhere is reported, and its neighbour is read', async () => {
    const folder = temporaryFolder();
    symlinkSync(join(folder, 'none'), join(folder, 'link.json'));
    write(join(folder, 'a.json'), records('a'));
    const { ids, evidence } = await keepAll(folder);
    expect([ids, evidence.problems.length]).toEqual([['a'], 1]);
  });
  test.skipIf(process.getuid?.() === 0)('a file and a folder without permission are reported, and their neighbour is read', async () => {
    const folder = temporaryFolder();
    write(join(folder, 'a.json'), records('a'));
    chmodSync(write(join(folder, 'closed.json'), records('b')), 0);
    write(join(folder, 'closed/c.json'), records('c'));
    chmodSync(join(folder, 'closed'), 0);
    const { ids, evidence } = await keepAll(folder);
    chmodSync(join(folder, 'closed'), 0o700);
    expect([ids, evidence.problems.map(({ file }) => file)]).toEqual([['a'], [join(folder, 'closed'), join(folder, 'closed.json')]]);
  });
  test('a folder without any log gives empty evidence', async () => {
    expect((await keepAll(temporaryFolder())).evidence).toMatchObject({ records: 0, problems: [], read: { files: 0 } });
  });
});
