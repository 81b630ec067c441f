// Builds dist/: the Trino grammar that the sources import, and the command line as one file that starts fast.
import { build } from 'esbuild';

const shared = { bundle: true, platform: 'node', target: 'node24', format: 'esm', logLevel: 'warning' } as const;

await build({ ...shared, entryPoints: ['lib/core/sql/grammar.ts'], outfile: 'dist/trino-grammar.js', minify: true, keepNames: true });
