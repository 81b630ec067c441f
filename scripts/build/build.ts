// Builds dist/: the Trino grammar that the sources import, the command line as files that start fast, the statements of its runbooks,
// and the functions that run on AWS.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const shared = { bundle: true, platform: 'node', target: 'node24', format: 'esm', logLevel: 'warning' } as const;

mkdirSync('dist', { recursive: true });
for (const name of readdirSync('dist').filter((file) => file.startsWith('part-'))) rmSync(`dist/${name}`);

await build({ ...shared, entryPoints: ['lib/core/sql/grammar.ts'], outfile: 'dist/trino-grammar.js', minify: true, keepNames: true });

await build({
  ...shared,
  entryPoints: ['bin/trailwarden.ts'],
  outdir: 'dist',
  // What only some commands need (the engine, the grammar) stays in files of its own, loaded when it is called for.
  splitting: true,
  chunkNames: 'part-[name]-[hash]',
  external: ['@duckdb/node-api', '#trino-grammar'],
  // Some packages are CommonJS inside and ask for `require`.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});

// Only now is the grammar there to import.
const { duckdbStatements } = await import('./duckdb-statements.ts');
writeFileSync('dist/duckdb-statements.json', JSON.stringify(duckdbStatements()));

const { buildLambdas } = await import('./lambdas.ts');
await buildLambdas();
