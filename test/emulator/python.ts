import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../lib/core/errors.ts';

const run = promisify(execFile);

/** The emulator cannot be had on this machine: there is no Python, or no registry of its packages. */
export class NoEmulator extends Error {
  override readonly name = 'NoEmulator';
}

const REQUIREMENTS = resolve(import.meta.dirname, 'requirements.txt');
const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/trailwarden-emulator');

/** The Python that has the emulator: a virtual environment of its own, made where there is none of these requirements yet. */
export async function emulatorPython(cache = CACHE): Promise<string> {
  const python = join(cache, 'bin/python');
  const mark = join(cache, 'requirements.sha256');
  const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return python;
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  await orNoEmulator(
    run(await systemPython(), ['-m', 'venv', cache]),
    'python3 could not make a virtual environment; install its venv module',
  );
  const install = run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS], { timeout: 300_000 });
  await orNoEmulator(install, 'the emulator could not be installed; it needs a registry of Python packages that pip can reach');
  writeFileSync(mark, wanted);
  return python;
}

const IS_NEW_ENOUGH = 'import sys; sys.exit(sys.version_info < (3, 10))';

async function systemPython(): Promise<string> {
  for (const name of ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python']) {
    const isFit = await run(name, ['-c', IS_NEW_ENOUGH]).then(
      () => true,
      () => false,
    );
    if (isFit) return name;
  }
  throw new NoEmulator('there is no python3 of version 3.10 or newer on the PATH; the emulator is written in it');
}

async function orNoEmulator(work: Promise<unknown>, otherwise: string): Promise<void> {
  try {
    await work;
  } catch (thrown) {
    throw new NoEmulator(`${otherwise} (${messageOf(thrown).trim().split('\n').slice(-3).join(' ')})`);
  }
}
