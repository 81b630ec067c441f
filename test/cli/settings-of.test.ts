import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../lib/cli/settings-of.ts';
import { InputError } from '../../lib/core/errors.ts';

/** Settings of a command line on a machine with these files. */
const settings = (files: Record<string, string>, { file, set = [] }: { file?: string; set?: string[] } = {}) =>
  settingsOf(
    { text: (name) => (name === 'settings' ? file : undefined), texts: (name) => (name === 'set' ? set : []) },
    { exists: (path) => path in files, readText: (path) => files[path] ?? '' },
  );
const HERE = { 'trailwarden.json': '\ufeff{ "limits": { "rows": 100, "runbooks": 3 } }', 'other.json': '{ "limits": { "rows": 7 } }' };

describe('settings', () => {
  it('come from trailwarden.json where there is one, and from another file where it is named', () => {
    expect(settings(HERE).limits).toMatchObject({ rows: 100, runbooks: 3 });
    expect(settings(HERE, { file: 'other.json' }).limits).toMatchObject({ rows: 7, runbooks: 6 });
    expect(settings({}).limits).toMatchObject({ rows: 500, runbooks: 6 });
  });

  it('have --set laid over them, key by key, the last one winning', () => {
    const set = [
      'limits.rows=5',
      'limits.rows=9',
      'trail.accounts=["111122223333"]',
      'trail.prefix=a=b',
      'trail.organization=o-a1b2c3d4e5',
    ];
    expect(settings(HERE, { set })).toMatchObject({
      limits: { rows: 9, runbooks: 3 },
      trail: { accounts: ['111122223333'], prefix: 'a=b', organization: 'o-a1b2c3d4e5' },
    });
  });

  it.each<[string, Parameters<typeof settings>, string]>([
    ['a file that is no JSON', [{ 'trailwarden.json': '{ "limits": ' }], 'trailwarden.json is not JSON: '],
    [
      'a file that is wrong, with whatever is set',
      [{ 'trailwarden.json': '[]' }, { set: ['limits.rows=5'] }],
      'trailwarden.json: the whole expected object',
    ],
    ['a value that is wrong', [{}, { set: ['limits.rows=many'] }], `--set: 'limits.rows' expected number, received string; got "many"`],
    ['a key that does not exist', [HERE, { set: ['limits.row=5'] }], "--set: unknown key 'limits.row'; did you mean 'rows'?"],
    ['a text without a key', [{}, { set: ['=5'] }], "--set '=5' is not KEY=VALUE, such as limits.rows=1000"],
    [
      'an account where a list belongs',
      [{}, { set: ['trail.accounts=111122223333'] }],
      `--set: 'trail.accounts' expected array, received string; got "111122223333"`,
    ],
    ['the prototype for a key', [{}, { set: ['__proto__.limits=1'] }], "--set: unknown key '__proto__'"],
  ])('with %s are refused, and it is said where that stands', (_what, args, sentence) => {
    expect(() => settings(...args)).toThrow(InputError);
    expect(() => settings(...args)).toThrow(sentence);
  });
});
