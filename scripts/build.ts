// Builds dist/: the Trino grammar that the sources import, and the command line as files that start fast.
import { build } from 'esbuild';

const shared = { bundle: true, platform: 'node', target: 'node24', format: 'esm', logLevel: 'warning' } as const;

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
