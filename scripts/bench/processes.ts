import { spawn, spawnSync } from 'node:child_process';

/** A finished process: wall-clock seconds and its largest resident size in megabytes, 0 where it was not asked for. */
export interface Timed {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Runs in each Node process that is measured: says on its error stream how much memory it took. */
const METER = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stderr.write('\\nmaxrss=' + process.resourceUsage().maxRSS + '\\n'));",
)}`;

/** Runs the built command line as people run it. */
export function trailwarden(...args: string[]): Promise<Timed> {
  return timed(process.execPath, ['--import', METER, 'dist/trailwarden.js', ...args]);
}

/** Runs a shell's pipe. */
export const shell = (script: string, ...args: string[]): Promise<Timed> =>
  timed('bash', ['-c', `set -o pipefail; ${script}`, 'bash', ...args]);

function timed(command: string, args: readonly string[]): Promise<Timed> {
  const { promise, resolve, reject } = Promise.withResolvers<Timed>();
  const began = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (piece: Buffer) => {
    errors += piece.toString();
  });
  child.on('error', reject);
  child.on('close', (code) => {
    if (code !== 0) reject(new Error(`${command} ${args.slice(0, 6).join(' ')} … ended with ${code}: ${errors.slice(0, 500)}`));
    resolve({ seconds: (performance.now() - began) / 1000, megabytes: Number(/maxrss=(\d+)/.exec(errors)?.[1] ?? 0) / 1024 });
  });
  return promise;
}

/** Whether a program is there. */
export const exists = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

/** The middle of an odd number of values. */
export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
