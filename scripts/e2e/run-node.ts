import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** Runs a program of Node to its end, with this terminal; its exit code. A signal to this process goes on to that one. */
export function runNode(file: string, ...args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [resolve(file), ...args], { stdio: 'inherit' });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);
  return new Promise((done) => child.once('exit', (code) => done(code ?? 1)));
}
