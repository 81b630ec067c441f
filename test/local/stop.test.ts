import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { recordAt } from '../contract/small-trail.ts';
import { temporaryFolder, write } from './temporary-folder.ts';

const PROGRAM = join(import.meta.dirname, '../../bin/trailwarden.ts');
const KEY = 'AKIAIOSFODNN7EXAMPLE';

/** Enough for a pass of some seconds: each file holds the same events, so that little is written here. */
function slowLogs(folder: string): string {
  const records = Array.from({ length: 20_000 }, (_, index) =>
    recordAt('2025-12-31T10:00:00Z', `e${index}`, { userAgent: `agent ${index}` }),
  );
  const file = gzipSync(JSON.stringify({ Records: records }));
  for (let index = 0; index < 40; index++) write(join(folder, 'logs', `${index}.json.gz`), file);
  return join(folder, 'logs');
}

interface Run {
  readonly folder: string;
  readonly temporary: string;
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: unknown; errors: string }>;
}

function start(): Run {
  const folder = temporaryFolder();
  const logs = slowLogs(folder);
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  const asked = [
    '--runbook',
    'access-key-activity',
    '--param',
    `accessKeyId=${KEY}`,
    '--from',
    '2025-12-31',
    '--to',
    '2026-01-01',
    '--reason',
    'test',
  ];
  const args = [PROGRAM, 'investigate', ...asked, '--logs', logs, '--out', join(folder, 'out')];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = Promise.all([once(child, 'close'), text(child.stderr)]).then(([[code], errors]) => ({ code, errors }));
  return { folder, temporary, child, ended };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo(); waited += 10) {
    if (waited > 30_000) throw new Error('waited 30 seconds for nothing');
    await sleep(10);
  }
}

/** The pass puts its parts there; the evidence's file stands in the unfinished folder from the end of the pass on. */
const inside = (folder: string, name: RegExp): boolean =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((path) => name.test(path));

const MOMENTS = [
  ['while the logs are read', ({ temporary }: Run) => inside(temporary, /pass-/)],
  ['while the evidence is asked', ({ folder }: Run) => inside(folder, /partial.evidence.pass-1\.parquet$/)],
] as const;

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  test.each(MOMENTS)('%s stops the work and leaves nothing behind', async (_when, isSo) => {
    const run = start();
    await until(() => isSo(run));
    run.child.kill(signal);
    const { code, errors } = await run.ended;
    expect({ code, errors }).toEqual({ code: 130, errors: expect.stringMatching(/stopped/) });
    expect(existsSync(join(run.folder, 'out'))).toBe(false);
    expect(readdirSync(run.folder).toSorted()).toEqual(['logs', 'temporary']);
    expect(readdirSync(run.temporary)).toEqual([]);
  });
});

test('left alone, the same work ends with a whole folder', async () => {
  const { folder, temporary, ended } = start();
  expect(await ended).toMatchObject({ code: 0 });
  expect(existsSync(join(folder, 'out/manifest.json'))).toBe(true);
  expect(readdirSync(temporary)).toEqual([]);
});
