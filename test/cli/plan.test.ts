import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli } from './run-cli.ts';
import { REQUEST } from './small-incident.ts';

const example = join(import.meta.dirname, '../../examples/leaked-key');
const alarm = ['--alarm', join(example, 'alarm.json')];

test('the dry run says what is decided first, then the policies, then each statement', async () => {
  const { code, out, err } = await cli(['plan', ...alarm, '--set', 'limits.runbooks=2']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const sections = ['Plan ', 'Window ', 'Runbooks, in this order', 'Not run', 'Temporary role', 'Statements (Trino SQL)', '-- collect:'];
  const places = sections.map((section) => out.indexOf(`\n${section}`.slice(section === 'Plan ' ? 1 : 0)));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(out).toContain('"sts:SourceIdentity"');
  expect(out).toMatch(/^ {2}trailwarden investigate --logs DIR --runbook \S+ .*--from 2026-11-18T/m);
});

test('the brief one leaves policies and statements out, and says so', async () => {
  const { out } = await cli(['plan', ...alarm, '--brief']);
  expect(out).toContain('1. iam-credential-changes');
  expect(out).toContain('without --brief they follow here');
  expect(out).not.toContain('SELECT');
  expect(out.split('\n').length).toBeLessThan(60);
});

test('it counts the files that would be read', async () => {
  const { out } = await cli(['plan', ...alarm, '--brief', '--logs', join(example, 'logs')]);
  expect(out).toMatch(/Logs +1\d\d files, [\d.]+ kB as stored/);
});

test('as JSON it is one document with the plan, the policies and every statement', async () => {
  const { out } = await cli(['plan', ...alarm, '--json']);
  const { plan, policies, collect, questions } = JSON.parse(out);
  expect(plan.runbooks.length).toBeGreaterThan(2);
  expect(policies.permissions.Statement.length).toBeGreaterThan(4);
  expect(collect.sql.match(/\?/g)).toHaveLength(collect.parameters.length);
  expect(new Set(questions.map(({ runbook }: { runbook: string }) => runbook))).toEqual(
    new Set(plan.runbooks.map(({ id }: { id: string }) => id)),
  );
});

test('settings are taken from --set, a file, and the one over the other', async () => {
  const { out } = await cli(['plan', ...REQUEST, '--json', '--set', 'limits.rows=7', '--set', 'trail.accounts=["111122223333"]']);
  expect(JSON.parse(out).plan).toMatchObject({ rowLimit: 7, reads: { accounts: ['111122223333'] } });
});

test('an alarm may come by standard input, with the mark that Windows puts before it', async () => {
  const { code, out } = await cli(['plan', '--alarm', '-', '--brief'], {
    terminal: {
      input: async () => '\ufeff{"runbooks":["root-account-activity"],"from":"2026-06-01","to":"2026-06-02","reason":"by pipe"}',
    },
  });
  expect(code).toBe(0);
  expect(out).toContain('by pipe');
});

test('colour comes only where the terminal has it', async () => {
  const plain = await cli(['plan', ...REQUEST, '--brief']);
  const painted = await cli(['plan', ...REQUEST, '--brief'], { terminal: { colour: true } });
  expect(plain.out).not.toContain('\x1b');
  expect(painted.out).toContain('\x1b[1mRunbooks, in this order\x1b[22m');
});
