import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { actingCharacters } from '../core/render/acting-characters.ts';
import { cli } from './run-cli.ts';
import { smallIncident } from './small-incident.ts';

const HOSTILE = {
  escape: '\x1b[31m\x1b]0;title\x07\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\\u009b31m',
  bidi: 'a\u202eb\u2066c\u2069\u200b\u2028\u2029d\u0085e\ufeff',
  lines: 'one\ntwo\r\n\tthree\0four\x7f',
  html: `<script>alert(1)</script><img src=x onerror=alert(1)>"'\`&lt;`,
  sql: `'; DROP TABLE logs; -- " \\`,
  shell: '\u0024{HOME} $(touch pwned) `touch pwned` ; touch pwned | & > pwned \' " \\ \n touch pwned #',
  formula: "=cmd|' /C calc'!A0",
  halves: 'x\ud800y\udc00',
  emoji: '👩‍👩‍👧‍👦 e\u0301\u0301\u0301\u0301\u0301\u0301',
  prototype: '__proto__',
  markdown: '[x](javascript:alert(1)) ![i](http://evil.example/x) **b** `c` | a | b |\n# h',
  long: 'A'.repeat(100_000),
};

const { folder, logs, path, write, remove } = smallIncident(Object.values(HOSTILE));
afterAll(remove);

const all = Object.values(HOSTILE)
  .filter((text) => text.length < 1000)
  .join(' ');
const finding = write(
  'finding.json',
  JSON.stringify({
    'detail-type': 'GuardDuty Finding',
    ...{ source: 'aws.guardduty', account: '111122223333', region: 'us-east-1' },
    detail: {
      ...{ schemaVersion: '2.0', accountId: '111122223333', region: 'us-east-1', id: all, severity: 8, title: all, description: all },
      ...{ type: `UnauthorizedAccess:IAMUser/${all}`, createdAt: '2026-11-18T02:00:00Z', updatedAt: '2026-11-18T03:00:00Z' },
      resource: {
        resourceType: 'AccessKey',
        accessKeyDetails: { accessKeyId: 'AKIAQ3EGR7KWHEXAMPLE', principalId: 'AIDAQ3EGR7KWH2EXAMPLE', userName: all, userType: 'IAMUser' },
      },
      service: {
        ...{ eventFirstSeen: '2026-11-18T02:00:00Z', eventLastSeen: '2026-11-18T03:00:00Z' },
        action: {
          actionType: 'AWS_API_CALL',
          awsApiCallAction: { api: all, serviceName: all, remoteIpDetails: { ipAddressV4: '198.51.100.77' } },
        },
      },
    },
  }),
);

/** Plain letters act on nothing, and pages hold millions of them. */
const harmless = (text: string) => expect([...new Set(actingCharacters(text.replace(/[ -~\n]+/g, '')))]).toEqual([]);

const record = write(
  'record.json',
  JSON.stringify({ ...JSON.parse(readFileSync(join(logs, 'records.json'), 'utf8')).Records[1], userAgent: all, eventName: all }),
);

describe.each([
  ['a finding', finding],
  ['a record', record],
])('what an intruder wrote in %s', (_, alarm) => {
  const out = `${alarm}-out`;

  test('acts on no terminal, in no page, and breaks no JSON', async () => {
    const told = await cli(['investigate', '--alarm', alarm, '--logs', logs, '--out', out]);
    expect(told.err).toBe('');
    harmless(told.out);
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    harmless(page);
    expect(page).not.toMatch(/<script|<img src=x|href="javascript/i);
    for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' })) expect(name).toMatch(/^[\w./-]+$/);
    for (const name of ['alarm', 'plan', 'coverage', 'grant', 'evidence/pass-1', 'receipt', 'report', 'manifest']) {
      const text = readFileSync(join(out, `${name}.json`), 'utf8');
      harmless(text);
      JSON.parse(text);
    }
    const again = await cli(['replay', out]);
    harmless(again.out);
  });

  test('acts in no dry run, on no terminal that errors are written to', async () => {
    const plan = await cli(['plan', '--alarm', alarm]);
    expect(plan.code).toBe(0);
    harmless(plan.out);
    harmless((await cli(['plan', '--alarm', alarm, '--finding', all])).err);
  });
});

test('the command lines offered for runbooks that did not run do nothing else when pasted', async () => {
  const { out } = await cli(['plan', '--alarm', finding, '--brief', '--set', 'limits.runbooks=1']);
  const commands = out.split('\n').filter((line) => line.startsWith('  trailwarden '));
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) {
    const script = `trailwarden() { printf '%s\\0' "$@"; }; ${command}`;
    const words = execFileSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' }).split('\0');
    expect(words.slice(0, 4)).toEqual(['investigate', '--logs', 'DIR', '--runbook']);
    expect(words.at(-3)).toBe('--reason');
    expect(words.at(-2)).toContain('$(touch pwned)');
  }
  expect(readdirSync(folder)).not.toContain('pwned');
});

test('what was typed wrong acts on no terminal either', async () => {
  for (const text of Object.values(HOSTILE)) {
    for (const argv of [[text], [`--${text}`], ['plan', text], ['plan', `--${text}`], ['plan', '--param', text], ['replay', text]]) {
      const { code, err } = await cli(argv);
      expect([0, 2]).toContain(code);
      harmless(err);
    }
  }
  harmless((await cli(['plan', '--alarm', write('text.json', all)])).err);
  harmless((await cli(['plan', '--alarm', path(HOSTILE.escape)])).err);
});
