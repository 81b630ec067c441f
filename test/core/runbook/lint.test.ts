import { describe, expect, it } from 'vitest';
import { lintRunbook } from '../../../lib/core/runbook/lint.ts';
import { newRunbook } from '../../../lib/core/runbook/template.ts';
import { type Parts, runbookText, stepText } from '../example-runbook.ts';

const PATH = 'iam/keys.md';
const CONTEXT = { ids: new Set(['keys', 'later']), today: '2026-11-24' };
const lint = (source: string, path = PATH) =>
  lintRunbook(path, source, CONTEXT).map(({ line, level, message }) => `${line} ${level}: ${message}`);
const lineOf = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;

/** Parts of a runbook, where the problem is (the first line with that text), and how its sentence begins. */
const WRONG: readonly (readonly [string, Parts, string, string])[] = [
  [
    'a parameter that no SQL uses',
    { front: ['parameters: [accessKeyId, sourceIp]'] },
    'parameters:',
    "error: no SQL uses ':sourceIp'; take 'sourceIp' out",
  ],
  ['an optional one', { front: ['parameters: [accessKeyId]', 'optional: [sourceIp]'] }, 'optional:', "error: no SQL uses ':sourceIp'"],
  [
    'a value that is not declared',
    { scope: 'sourceipaddress IN (:sourceIp)' },
    'sourceipaddress',
    "error: scope: there is no value ':sourceIp'",
  ],
  ['a scope of an unknown column', { scope: "useridentity.accesskeyid IN (:accessKeyId)\nOR nosuch = 'x'" }, 'nosuch', 'error: scope: '],
  [
    'a scope that is broken',
    { scope: 'useridentity.accesskeyid IN (:accessKeyId' },
    'useridentity.accesskeyid IN (:accessKeyId',
    'error: scope: ',
  ],
  [
    'a step of an unknown column',
    { steps: [stepText('A', { sql: 'SELECT eventid,\n  nosuch\nFROM events ORDER BY eventid' })] },
    'nosuch',
    "error: step 'A': ",
  ],
  [
    'a step that names a table',
    { steps: [stepText('A', { sql: 'SELECT eventid FROM logs ORDER BY eventid' })] },
    'FROM logs',
    "error: step 'A': ",
  ],
  [
    'a baseline without days',
    { steps: [stepText('A', { sql: 'SELECT eventid FROM baseline ORDER BY eventid' })] },
    'FROM baseline',
    "error: step 'A' reads baseline; add 'baseline: 14' (days) to the front matter",
  ],
  [
    'a next runbook that does not exist',
    { front: ['parameters: [accessKeyId]', 'next: [{ runbook: none, parameters: { accessKeyId: eventid } }]'] },
    'next:',
    "error: next: there is no runbook 'none'",
  ],
  [
    'a next column that no step has',
    { front: ['parameters: [accessKeyId]', 'next: [{ runbook: later, parameters: { accessKeyId: new_key } }]'] },
    'next:',
    "error: next: no step has a column 'new_key'",
  ],
  [
    'a trigger on a source that no event has',
    { front: ['parameters: [accessKeyId]', 'triggers: { cloudtrail: [{ source: iam, names: [CreateUser] }] }'] },
    'triggers:',
    "error: triggers: source 'iam' is not like iam.amazonaws.com",
  ],
  [
    'a trigger on a finding type that cannot be',
    { front: ['parameters: [accessKeyId]', 'triggers: { guardduty: [TorIPCaller] }'] },
    'triggers:',
    "error: triggers: 'TorIPCaller' is not like UnauthorizedAccess:IAMUser/TorIPCaller",
  ],
];

describe('lint', () => {
  it('has nothing to say of a whole runbook, with LF and with CRLF', () => {
    expect(lint(runbookText())).toEqual([]);
    expect(lint(runbookText().replaceAll('\n', '\r\n'))).toEqual([]);
  });

  it.each(WRONG)('names the line of %s', (_what, parts, place, problem) => {
    const source = runbookText(parts);
    const found = lint(source);
    expect(
      found.filter((one) => one.startsWith(`${lineOf(source, place)} ${problem}`)),
      found.join('\n'),
    ).toHaveLength(1);
    expect(found.every((one) => one.includes(' error: '))).toBe(true);
  });

  it.each([
    ['2026-05-01', "warning: last reviewed 207 days ago; read it again and set 'reviewed: 2026-11-24'"],
    ['2026-11-25', "error: reviewed: '2026-11-25' is not a day up to today, 2026-11-24"],
    ['2026-13-01', "error: reviewed: '2026-13-01' is not a day up to today, 2026-11-24"],
  ])('minds a review on %s', (day, problem) => {
    const source = runbookText().replace('reviewed: 2026-11-01', `reviewed: ${day}`);
    expect(lint(source)).toEqual([`${lineOf(source, 'reviewed:')} ${problem}`]);
  });

  it('takes a review of 180 days ago for fresh', () => {
    expect(lint(runbookText().replace('reviewed: 2026-11-01', 'reviewed: 2026-05-28'))).toEqual([]);
  });

  it.each(['keys.md', 'iam/Keys.md', 'iam/my keys.md', 'i_am/keys.md'])('minds the name %s', (path) => {
    expect(lint(runbookText(), path)[0]).toContain(`1 error: '${path}' must lie in a category's folder and be named in kebab-case`);
  });

  it('says everything at once, in order of lines', () => {
    const source = runbookText({ front: ['parameters: [accessKeyId, sourceIp]'], scope: 'nosuch IN (:accessKeyId)' });
    const lines = lint(source, 'Keys.md').map((one) => Number.parseInt(one, 10));
    expect(lines).toHaveLength(3);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });

  it('tells what keeps a document from being read at all', () => {
    expect(lint('nothing')).toEqual(["1 error: the file must begin with front matter between two lines '---'"]);
  });

  it('has nothing to say of a new runbook, whatever its title', () => {
    for (const title of ['New users', 'Quotes " and \\ and: colons', "It's # odd"]) {
      expect(lint(newRunbook(title, '2026-11-24'), 'iam/new-users.md')).toEqual([]);
    }
  });
});
