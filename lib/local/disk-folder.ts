import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import * as z from 'zod';
import { InputError, messageOf } from '../core/errors.ts';
import type { Folder } from '../core/ports.ts';

const Manifest = z.object({ versions: z.record(z.string(), z.string()), files: z.record(z.string(), z.string()) });
const MANIFEST = 'manifest.json';

/** An investigation's folder in the making. It stands under another name until it is sealed, so that a half-written one never looks whole. */
export interface DiskFolder extends Folder {
  /** Where the files are now; `path` is where they will be. */
  readonly draft: string;
  readonly path: string;
  /** Takes away what was not sealed. Nothing happens after `seal`. */
  discard(): void;
}

/** Begins the folder `path`. An existing one is an InputError, unless it is an investigation and `replace` says that it may go. */
export function createDiskFolder(path: string, { replace }: { replace: boolean }): DiskFolder {
  const target = resolve(path);
  refuseExisting(target, replace);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.partial`);
  begin(draft);
  return {
    draft,
    path: target,
    put: async (name, text) => {
      const file = fileIn(draft, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    },
    get: async (name) => textIn(fileIn(draft, name)),
    seal: async (versions) => {
      writeFileSync(join(draft, MANIFEST), `${JSON.stringify({ versions, files: await fingerprints(draft) }, null, 2)}\n`);
      if (replace) rmSync(target, { recursive: true, force: true });
      renameSync(draft, target);
    },
    discard: () => rmSync(draft, { recursive: true, force: true }),
  };
}

function begin(draft: string): void {
  try {
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
  } catch (thrown) {
    throw new InputError(
      `cannot write in '${dirname(draft)}' (${messageOf(thrown)}); give --out a folder in a place that you may write to`,
    );
  }
}

function refuseExisting(target: string, replace: boolean): void {
  const found = statSync(target, { throwIfNoEntry: false });
  if (found !== undefined && !found.isDirectory()) throw new InputError(`'${target}' is a file; give --out a folder`);
  if (found === undefined || readdirSync(target).length === 0) return;
  if (!existsSync(join(target, MANIFEST))) {
    throw new InputError(`'${target}' exists and is no investigation; give --out another folder`);
  }
  if (!replace) throw new InputError(`'${target}' holds an investigation; give --out another folder, or --replace to write it anew`);
}

/** The file of a finished folder, read only. */
export const keptFolder = (path: string): Pick<Folder, 'get'> => ({ get: async (name) => textIn(join(path, name)) });

const textIn = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/** Names are our own; one that leads out of the folder is a mistake that must not write anywhere. */
function fileIn(draft: string, name: string): string {
  const file = resolve(draft, name);
  if (!file.startsWith(draft + sep)) throw new Error(`the name '${name}' leads out of the investigation's folder`);
  return file;
}

/** Names of the files in a finished folder whose content is not what the manifest says; an InputError where there is no manifest. */
export async function changedFiles(path: string): Promise<string[]> {
  const file = join(path, MANIFEST);
  if (!existsSync(file))
    throw new InputError(`'${path}' has no ${MANIFEST}: it is no finished investigation; give the folder that --out named`);
  const files = new Map(Object.entries(filesIn(file)));
  const now = new Map(Object.entries(await fingerprints(path)));
  return [...new Set([...files.keys(), ...now.keys()])].filter((name) => name !== MANIFEST && files.get(name) !== now.get(name));
}

function filesIn(manifest: string): Readonly<Record<string, string>> {
  try {
    return Manifest.parse(JSON.parse(readFileSync(manifest, 'utf8'))).files;
  } catch {
    throw new InputError(`'${manifest}' is no manifest of an investigation any more; restore it from a copy`);
  }
}

async function fingerprints(folder: string): Promise<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const hashes: [string, string][] = [];
  for (const entry of entries.toSorted((a, b) => (join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1))) {
    const path = join(entry.parentPath, entry.name);
    // A link has no content of its own, so it is never what a manifest says.
    hashes.push([relative(folder, path).split(sep).join('/'), entry.isFile() ? await sha256(path) : 'no file']);
  }
  return Object.fromEntries(hashes);
}

/** Read in pieces: evidence may be larger than memory. */
async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}
