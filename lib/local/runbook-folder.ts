import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A runbook's file, its path relative to the folder of runbooks, such as `iam/iam-credential-changes.md`. */
export interface RunbookFile {
  readonly path: string;
  readonly source: string;
}

/** The folder `name` of this package: beside the sources, or beside the bundle. */
export function packageFolder(name: string): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'package.json'))) at = dirname(at);
  return join(at, name);
}

/** Every runbook of a folder, in order of path. */
export function readRunbooks(folder: string): RunbookFile[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
  return files.toSorted().map((path) => ({ path: path.replaceAll('\\', '/'), source: readFileSync(join(folder, path), 'utf8') }));
}
