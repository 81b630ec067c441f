import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cli } from './run-cli.ts';
import { KEY, REQUEST, smallIncident } from './small-incident.ts';

const { alarm, logs, path, write, remove } = smallIncident();
afterAll(remove);

/** The request with one flag's value replaced, or taken away. */
function request(flag: string, value?: string): string[] {
  const at = REQUEST.indexOf(flag);
  return [...REQUEST.slice(0, at), ...(value === undefined ? [] : [flag, value]), ...REQUEST.slice(at + 2)];
}

async function refused(argv: readonly string[], ...said: (string | RegExp)[]) {
  const { code, out, err } = await cli(argv);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^trailwarden: .*\n$/s);
  expect(err).not.toMatch(/\n\s+at /);
  for (const part of said) expect(err).toMatch(part);
}

describe('a mistyped command line ends with 2 and says', () => {
  test.each<[string, string[], RegExp]>([
    ['which command is nearest', ['investigte'], /unknown command 'investigte'; did you mean 'investigate'\?/],
    ['which command of a group is nearest', ['runbook', 'list'], /did you mean 'runbooks list'\?/],
    ['what a group has', ['runbooks', 'nothing'], /unknown command 'runbooks nothing'; there are: runbooks list, runbooks show/],
    ['where the commands are listed, if none is near', ['frobnicate'], /^trailwarden: unknown command 'frobnicate' \('trailwarden --help'/],
    ['which option is nearest', ['plan', '--alram', 'x'], /unknown option '--alram'; did you mean '--alarm'\?.*plan --help/],
    ['that a value is missing', ['plan', '--alarm'], /argument missing/],
    ['that a switch takes no value', ['plan', '--json=1'], /'--json' does not take an argument/],
    ['that a value was given twice', ['plan', '--alarm', 'a', '-a', 'b'], /--alarm is given 2 times \(a, b\)/],
    ['that a value is empty', ['investigate', ...REQUEST, '--logs', ''], /--logs is empty/],
    ['that a word is too many', ['investigate', 'alarm.json', '--logs', 'x'], /'alarm.json' is one word too many; usage: .*--alarm FILE/],
    ['that a word is missing', ['replay'], /FOLDER is missing; usage: trailwarden replay FOLDER/],
  ])('%s', (_, argv, said) => refused(argv, said));
});

describe('a request that cannot be met ends with 2 and says', () => {
  test.each<[string, string[], RegExp]>([
    ['what could be given', ['plan'], /nothing to investigate: give --alarm FILE, or --runbook ID with --from, --to and --reason/],
    ['that there are no logs', ['investigate', ...REQUEST], /give --logs DIR/],
    ['where the logs should be', ['investigate', ...REQUEST, '-l', path('none'), '-o', path('x')], /cannot read the logs at '.*none'/],
    ['which runbook is nearest', ['plan', ...request('--runbook', 'acces-key-activity')], /did you mean 'access-key-activity'\?/],
    ['what is missing', ['plan', ...request('--reason')], /without an alarm, --reason must be given/],
    ['that a parameter does not exist', ['plan', ...request('--param', `acessKeyId=${KEY}`)], /did you mean 'accessKeyId'\?/],
    ['that a parameter has no value', ['plan', ...request('--param', 'accessKeyId')], /is not NAME=VALUE/],
    ['that a parameter is empty', ['plan', ...request('--param', 'accessKeyId=')], /accessKeyId is empty/],
    ['that a value breaks its rule', ['plan', ...request('--param', 'accessKeyId=x')], /'x' of accessKeyId is not a valid/],
    ['that a runbook needs a value', ['plan', ...request('--param')], /the request has no accessKeyId/],
    ['that a time is none', ['plan', ...request('--from', 'yesterday')], /--from 'yesterday' is not a time/],
    ['that a day does not exist', ['plan', ...request('--from', '2026-02-30')], /--from '2026-02-30' is not a time/],
    ['that the window is empty', ['plan', ...request('--from', '2026-11-19')], /must be before/],
    ['that a severity is none', ['investigate', ...REQUEST, '-l', logs, '--fail-on', 'bad'], /--fail-on 'bad' is no severity/],
  ])('%s', (_, argv, said) => refused(argv, said));
});

describe('an alarm that cannot be read ends with 2 and says', () => {
  test.each<[string, string, RegExp]>([
    ['that it is empty', write('empty.json', ''), /the alarm in '.*empty.json' is empty/],
    ['that it is no JSON', write('text.json', 'hello'), /is not JSON/],
    ['that the file is not there', path('none.json'), /cannot read '.*none.json'/],
    ['that it is a folder', logs, /cannot read '.*logs'/],
    ['what is accepted, for an object', write('object.json', '{"a":1}'), /an object with a; accepted are GuardDuty findings/],
    ['what is accepted, for a list', write('list.json', '[]'), /no alarm in it/],
    ['what is accepted, for null', write('null.json', 'null'), /this is null/],
    ['that it is in another encoding', write('utf16.json', Buffer.from('\ufeff{}', 'utf16le')), /is not JSON/],
    ['what is accepted, for very deep lists', write('deep.json', `${'['.repeat(5000)}${']'.repeat(5000)}`), /./],
  ])('%s', (_, file, said) => refused(['plan', '--alarm', file], said));

  test('that standard input is empty', () => refused(['plan', '--alarm', '-'], /standard input is empty/));
});

describe('settings that are wrong end with 2 and say', () => {
  test.each<[string, string[], RegExp]>([
    ['the key', ['--set', 'limits.lines=3'], /unknown key 'limits.lines'; known here: runbooks, rows/],
    ['the value', ['--set', 'limits.rows=0'], /'limits.rows'.*got 0/],
    ['the form', ['--set', 'limits'], /--set 'limits' is not KEY=VALUE/],
    ['the file', ['--settings', write('bad.json', '{'), '--set', 'limits.rows=1'], /bad.json is not JSON/],
    ['that there is no file', ['--settings', path('none.json')], /cannot read '.*none.json'/],
  ])('%s', (_, flags, said) => refused(['plan', ...REQUEST, ...flags], said));
});

describe('several findings', () => {
  const finding = JSON.parse(readFileSync(join(import.meta.dirname, '../../examples/leaked-key/alarm.json'), 'utf8'));
  const two = write('two.json', JSON.stringify([finding, { ...finding, detail: { ...finding.detail, id: 'second' } }]));

  test('ask for a choice', () => refused(['plan', '-a', two], /the alarm holds 2 findings; choose one with --finding: \w+, second/));
  test('are asked for one that is not there', () => refused(['plan', '-a', two, '--finding', 'third'], /no finding 'third'/));
  test('give the one that was chosen', async () => {
    const { code, out } = await cli(['plan', '-a', two, '--finding', 'second', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).plan.alarm.id).toBe('second');
  });
});

describe('the folder of an investigation', () => {
  const investigate = ['investigate', '--alarm', alarm, '--logs', logs, '--out'];
  mkdirSync(path('full/of'), { recursive: true });

  test('is not written over another folder', () => refused([...investigate, path('full')], /exists and is no investigation/));
  test('is not a file', () => refused([...investigate, alarm], /alarm.json/));
  test('is not in a file', () => refused([...investigate, join(alarm, 'sub')], /alarm.json/));
});
