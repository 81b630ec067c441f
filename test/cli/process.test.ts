import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REQUEST, smallIncident } from './small-incident.ts';

const root = resolve(import.meta.dirname, '../..');
const built = join(root, 'dist/trailwarden.js');
const { folder, logs, path, remove } = smallIncident();
const temporary = path('temporary');
afterAll(remove);
beforeAll(() => {
  mkdirSync(temporary);
  if (!existsSync(built)) execFileSync(process.execPath, ['scripts/build.ts'], { cwd: root });
});

const ENVIRONMENT = { PATH: process.env.PATH, TMPDIR: temporary, TERM: 'xterm' };
const program = (file: string) => [process.execPath, file] as const;
const source = join(root, 'bin/trailwarden.ts');
/** The program of util-linux that runs a line on a terminal of its own; not every machine has it. */
const PRETENDER = 'script';
const hasTerminal = spawnSync(PRETENDER, ['-qec', 'true', '/dev/null']).status === 0;
const shellWords = (words: readonly string[]) => words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');

/** Runs a command line as its own process, in the folder of this test. */
function run(argv: readonly string[], { file = source, env = {}, input = '' } = {}) {
  const [node, script] = program(file);
  const { status, stdout, stderr } = spawnSync(node, [script, ...argv], {
    ...{ cwd: folder, env: { ...ENVIRONMENT, ...env }, input, encoding: 'utf8' as const },
  });
  return { status, stdout, stderr };
}

/** Runs a line of bash in which `trailwarden` is ours. */
function bash(line: string) {
  const script = `set -o pipefail; trailwarden() { ${shellWords(program(source))} "$@"; }; ${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { cwd: folder, env: ENVIRONMENT, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe.each([
  ['the sources', source],
  ['the build', built],
])('the command line from %s', (_, file) => {
  test('investigates, and keeps the folder under investigations/ of where it runs', () => {
    const { status, stdout, stderr } = run(['investigate', ...REQUEST, '--logs', logs, '--replace'], { file });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [, kept = ''] = /trailwarden replay (investigations\/\S+)\n$/.exec(stdout) ?? [];
    expect(existsSync(join(folder, kept, 'report.html'))).toBe(true);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('reads an alarm from standard input and prints JSON alone', () => {
    const input = JSON.stringify({ runbooks: ['root-account-activity'], from: '2026-11-18', to: '2026-11-19', reason: 'by pipe' });
    const { status, stdout, stderr } = run(['plan', '--alarm', '-', '--json'], { file, input });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout).plan.reason).toBe('by pipe');
  });

  test('lints every runbook', () => {
    expect(run(['runbooks', 'lint'], { file })).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/ 0 errors, /) });
  });

  test('ends with 2 and one sentence for bad input', () => {
    const { status, stdout, stderr } = run(['investigate'], { file });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^trailwarden: [^\n]*\n$/);
  });
});

describe('a reader that has seen enough', () => {
  test.each(['runbooks show access-key-activity', `plan ${shellWords(REQUEST)}`, 'runbooks test access-key-activity', '--help'])(
    'ends `%s | head -1` with 0 and without a word',
    (line) => {
      const { status, stdout, stderr } = bash(`trailwarden ${line} | head -1`);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout.split('\n')).toHaveLength(2);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );

  test.runIf(existsSync('/dev/full'))('is not a disk that is full', () => {
    const { status, stderr } = bash('trailwarden runbooks show access-key-activity > /dev/full');
    expect(status).toBe(3);
    expect(stderr).toMatch(/^trailwarden: the answer could not be written \([^\n]*\)\n$/);
  });
});

describe('colour and progress', () => {
  const onTerminal = (line: string, env = {}) =>
    spawnSync(PRETENDER, ['-qec', line, '/dev/null'], {
      ...{ cwd: folder, env: { ...ENVIRONMENT, ...env }, encoding: 'utf8' as const, input: '' },
    }).stdout;
  const brief = shellWords([...program(source), 'plan', ...REQUEST, '--brief']);
  const whole = shellWords([...program(source), 'investigate', ...REQUEST, '--logs', logs, '--replace', '--out', path('shown')]);

  test.runIf(hasTerminal)('are there on a terminal', () => {
    expect(onTerminal(brief)).toContain('\x1b[1m');
    expect(onTerminal(whole)).toContain('\r\x1b[2Kcollect: 1.8 kB of 1.8 kB read');
  });

  test.runIf(hasTerminal).each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('are not wanted with %o', (env) => {
    expect(onTerminal(brief, env)).not.toContain('\x1b[');
  });

  test.runIf(hasTerminal)('are there with an empty NO_COLOR, which asks for nothing', () => {
    expect(onTerminal(brief, { NO_COLOR: '' })).toContain('\x1b[1m');
  });

  test('are not in a pipe', () => {
    const { stdout, stderr } = run(['investigate', ...REQUEST, '--logs', logs, '--replace', '--out', path('piped')]);
    expect({ escapes: stdout.includes('\x1b'), stderr }).toEqual({ escapes: false, stderr: '' });
  });
});

test.runIf(hasTerminal)('Ctrl-C stops the wait for an alarm that is typed in', async () => {
  const line = shellWords([...program(source), 'plan', '--alarm', '-']);
  const child = spawn(PRETENDER, ['-qec', line, '/dev/null'], { cwd: folder, env: ENVIRONMENT });
  let said = '';
  child.stdout.on('data', (piece) => {
    if (!said.includes('press Ctrl-D') && `${said}${piece}`.includes('press Ctrl-D')) child.stdin.write('\x03');
    said += piece;
  });
  const code = await new Promise((ended) => child.on('close', ended));
  expect(code).toBe(130);
  expect(said).toContain('trailwarden: stopped; nothing unfinished was left behind');
});

test('the package names the file that the build makes', () => {
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(resolve(root, bin.trailwarden)).toBe(built);
});
