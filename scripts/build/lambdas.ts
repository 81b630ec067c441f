import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { catalogueOf } from '../../lib/core/runbook/catalogue.ts';
import { readRunbooks } from '../../lib/local/runbook-folder.ts';

const SOURCES = 'lambdas';
const OUT = 'dist/lambdas';
const VERSION = String(JSON.parse(readFileSync('package.json', 'utf8')).version);

/** Builds dist/lambdas/<name>/: each function as one file, and the parsed runbooks beside those that read them. */
export async function buildLambdas(): Promise<void> {
  const names = readdirSync(SOURCES).map((file) => basename(file, '.ts'));
  rmSync(OUT, { recursive: true, force: true });
  await Promise.all(names.map(bundle));
  const runbooks = JSON.stringify([...catalogueOf(readRunbooks('runbooks')).values()]);
  for (const folder of names.map((name) => join(OUT, name))) {
    // A function that reads the catalogue names its file; the others stay small.
    const readsCatalogue = readFileSync(join(folder, 'index.mjs'), 'utf8').includes('catalogue.json');
    if (readsCatalogue) writeFileSync(join(folder, 'catalogue.json'), runbooks);
  }
}

/**
 * The AWS SDK goes into the bundle: a cold start loads one file in half the time that the runtime's own copy takes, and its version is
 * the one that was tested. `module` first: the SDK's ES modules leave out what is not used.
 */
async function bundle(name: string): Promise<void> {
  const outdir = join(OUT, name);
  mkdirSync(outdir, { recursive: true });
  await build({
    entryPoints: [join(SOURCES, `${name}.ts`)],
    outfile: join(outdir, 'index.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    define: { 'process.env.TRAILWARDEN_VERSION': JSON.stringify(VERSION) },
    logLevel: 'warning',
    // Some packages are CommonJS inside and ask for `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
}
