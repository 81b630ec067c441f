import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Machine } from '../../lib/cli/machine.ts';
import { localMachine } from '../../lib/local/machine.ts';
import { readRunbooks } from '../../lib/local/runbook-folder.ts';
import { cli } from './run-cli.ts';
import { smallIncident } from './small-incident.ts';

const { path, remove } = smallIncident();
afterAll(remove);

/** This machine with another folder of runbooks. */
function machineWith(folder: string): Machine {
  mkdirSync(folder, { recursive: true });
  return {
    ...localMachine,
    runbookFiles: () => readRunbooks(folder),
    caseText: (name) => readFileSync(join(folder, name), 'utf8'),
    writeRunbookFile: (name, text) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text, { flag: 'wx' });
      return join(folder, name);
    },
  };
}

describe('runbooks list and show', () => {
  test('name each runbook with what it needs', async () => {
    const { code, out } = await cli(['runbooks', 'list']);
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}access-key-activity +All activity of one access key \(needs accessKeyId\)$/m);
    expect(out.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  test('give JSON for a script', async () => {
    const list = JSON.parse((await cli(['runbooks', 'list', '--json'])).out);
    expect(list).toHaveLength(localMachine.runbookFiles().length);
    expect(list[0]).toMatchObject({ id: expect.any(String), severity: expect.any(String), triggers: expect.any(Object) });
  });

  test('print the document as it is', async () => {
    const file = localMachine.runbookFiles().find(({ path: name }) => name.endsWith('/access-key-activity.md'));
    expect((await cli(['runbooks', 'show', 'access-key-activity'])).out).toBe(file?.source);
  });

  test.each(['show', 'lint', 'test'])('%s names the nearest of an unknown id', async (verb) => {
    const ended = await cli(['runbooks', verb, 'access-key-activty']);
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining("did you mean 'access-key-activity'?") });
  });
});

describe('a new runbook', async () => {
  const machine = machineWith(path('new'));
  const written = await cli(['runbooks', 'new', 'iam/new-users', '--title', 'New: "users" # of IAM'], { machine });

  test('is written with its cases, lints and passes', async () => {
    expect(written.code).toBe(0);
    expect(written.out).toMatch(/wrote .*iam\/new-users\.md\nwrote .*iam\/new-users\.cases\.yaml\n/);
    expect(await cli(['runbooks', 'lint', 'new-users'], { machine })).toMatchObject({ code: 0, out: '1 runbook, 0 errors, 0 warnings\n' });
    const tested = await cli(['runbooks', 'test', 'new-users'], { machine });
    expect(tested.out).toMatch(/^ok {3}new-users: .*\n[1-9] passed, 0 failed\n$/ms);
    expect(tested.code).toBe(0);
  });

  test('is not written over another one', async () => {
    const ended = await cli(['runbooks', 'new', 'iam/new-users'], { machine });
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining("there is a runbook 'new-users' already") });
  });

  test.each(['users', '../out/side', 'iam/New', '/etc/passwd', 'a/b/c'])('is not written as %s', async (name) => {
    expect(await cli(['runbooks', 'new', name], { machine })).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not CATEGORY/ID'),
    });
  });
});

describe('a broken runbook', async () => {
  const machine = machineWith(path('broken'));
  await cli(['runbooks', 'new', 'iam/broken'], { machine });
  const file = path('broken/iam/broken.md');
  const source = readFileSync(file, 'utf8');

  test('fails lint with 1 and the line of each mistake', async () => {
    writeFileSync(file, source.replace('useragent, errorcode', 'user_agent, errorcode'));
    const { code, out } = await cli(['runbooks', 'lint'], { machine });
    expect(code).toBe(1);
    const line =
      readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('user_agent')) + 1;
    expect(out).toContain(`runbooks/iam/broken.md:${line}: error: `);
    expect(out).toMatch(/1 runbook, [1-9]\d* errors?, \d+ warnings?\n$/);
  });

  test('cannot be planned with, and says where it is broken', async () => {
    writeFileSync(file, source.replace('severity: medium', 'severity: dreadful'));
    const ended = await cli(['runbooks', 'list'], { machine });
    expect(ended).toMatchObject({ code: 2, err: expect.stringMatching(/these runbooks cannot be read:\niam\/broken\.md:\d+: /) });
  });

  test('fails its cases with 1 and shows the difference', async () => {
    writeFileSync(file, source.replaceAll('AccessDenied', 'AccessGranted'));
    const { code, out } = await cli(['runbooks', 'test'], { machine });
    expect(code).toBe(1);
    expect(out).toMatch(/^FAIL broken: .*\n {2}/m);
    expect(out).toMatch(/\d+ passed, [1-9]\d* failed\n$/);
  });
});
