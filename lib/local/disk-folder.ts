import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import * as z from 'zod';
import { InputError } from '../core/errors.ts';
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
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  return {
    draft,
    path: target,
    put: async (name, text) => {
      mkdirSync(dirname(join(draft, name)), { recursive: true });
      writeFileSync(join(draft, name), text);
    },
    seal: async (versions) => {
      writeFileSync(join(draft, MANIFEST), `${JSON.stringify({ versions, files: await fingerprints(draft) }, null, 2)}\n`);
      if (replace) rmSync(target, { recursive: true, force: true });
      renameSync(draft, target);
    },
    discard: () => rmSync(draft, { recursive: true, force: true }),
  };
}

function refuseExisting(target: string, replace: boolean): void {
  if (!existsSync(target) || readdirSync(target).length === 0) return;
  if (!existsSync(join(target, MANIFEST))) {
    throw new InputError(`'${target}' exists and is no investigation; give --out another folder`);
  }
  if (!replace) throw new InputError(`'${target}' holds an investigation; give --out another folder, or --replace to write it anew`);
}

/** Names of the files in a finished folder whose content is not what the manifest says; an InputError where there is no manifest. */
export async function changedFiles(path: string): Promise<string[]> {
  const file = join(path, MANIFEST);
  if (!existsSync(file))
    throw new InputError(`'${path}' has no ${MANIFEST}: it is no finished investigation; give the folder that --out named`);
  const { files } = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  const now = await fingerprints(path);
  return Object.keys({ ...files, ...now }).filter((name) => name !== MANIFEST && files[name] !== now[name]);
}

async function fingerprints(folder: string): Promise<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  const hashes: Record<string, string> = {};
  for (const path of paths) hashes[relative(folder, path).replaceAll('\\', '/')] = await sha256(path);
  return hashes;
}

/** Read in pieces: evidence may be larger than memory. */
async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}
