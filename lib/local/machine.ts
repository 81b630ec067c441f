import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { InputError, messageOf } from '../core/errors.ts';
import { changedFiles, createDiskFolder, keptFolder } from './disk-folder.ts';
import { fileOutbox } from './file-outbox.ts';
import { folderTrail } from './folder-trail.ts';
import { localAccess } from './local-access.ts';
import { packageFolder, readRunbooks } from './runbook-folder.ts';

const RUNBOOKS = packageFolder('runbooks');

/** This machine, as the commands use it. The engine and its 70 MB load when one is opened. */
export const localMachine = {
  version: String(JSON.parse(readFileSync(packageFolder('package.json'), 'utf8')).version),
  runbookFiles: () => readRunbooks(RUNBOOKS),
  readText,
  exists: existsSync,
  writeRunbookFile: (name: string, text: string) => writeNew(join(RUNBOOKS, name), text),
  caseText: (path: string) => {
    const file = join(RUNBOOKS, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  },
  scratch: () => {
    const path = mkdtempSync(join(tmpdir(), 'trailwarden-case-'));
    return {
      path,
      write: (name: string, text: string) => writeFileSync(join(path, name), text),
      remove: () => rmSync(path, { recursive: true, force: true }),
    };
  },
  trail: folderTrail,
  engine: async (paths: { logs: string; evidence: string; tell?: (done: number, all: number) => void }, signal: AbortSignal) => {
    const { duckdbEngine } = await import('./duckdb/engine.ts');
    return duckdbEngine(paths, signal);
  },
  access: localAccess,
  folder: createDiskFolder,
  outbox: fileOutbox,
  changedFiles,
  keptFolder,
};

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    throw new InputError(`cannot read '${path}' (${messageOf(thrown)})`);
  }
}

function writeNew(path: string, text: string): string {
  if (existsSync(path)) throw new InputError(`'${path}' exists already; it was left as it is`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}
