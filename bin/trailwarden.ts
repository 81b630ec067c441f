#!/usr/bin/env node
import { userInfo } from 'node:os';
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { commandsFor } from '../lib/cli/commands.ts';
import { main } from '../lib/cli/main.ts';
import type { Terminal } from '../lib/cli/terminal.ts';
import { localMachine } from '../lib/local/machine.ts';

const { stdin, stdout, stderr, env } = process;
/** A terminal that does not know its width says 0. */
const columnsOf = ({ columns }: { columns?: number }): number => columns || 100;
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

/** The exit code once nobody reads the answer any more: a reader that has seen enough (`| head`) is no error, a full disk is. */
let unheard: number | undefined;
stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (unheard === undefined && code !== 'EPIPE') stderr.write(`trailwarden: the answer could not be written (${message})\n`);
  unheard ??= code === 'EPIPE' ? 0 : 3;
  process.exitCode = unheard;
  stop.abort();
});
// With nobody to read the errors, the exit code still says how it went.
stderr.on('error', () => undefined);

function input(): Promise<string> {
  if (stdin.isTTY) stderr.write('reading the alarm from the terminal: paste it, then press Ctrl-D on a line of its own\n');
  return text(addAbortSignal(stop.signal, stdin));
}

/** A container may run under a number that has no name. */
function user(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}

const terminal: Terminal = {
  out: (message) => stdout.write(message),
  error: (message) => unheard === undefined && stderr.write(message),
  progress: (message) => {
    if (stderr.isTTY) stderr.write(`\r\x1b[2K${message.slice(0, columnsOf(stderr) - 1)}`);
  },
  width: columnsOf(stdout),
  // https://no-color.org: any text that is not empty asks for none.
  colour: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
  input,
  now: Date.now,
  signal: stop.signal,
  user: user(),
};

/** The SDK loads for the commands that speak to AWS, and for no other. */
const loadCloud = async () => (await import('../lib/aws/cloud/aws-cloud.ts')).awsCloud;

const code = await main(process.argv.slice(2), commandsFor(localMachine, loadCloud), terminal);
process.exitCode = unheard ?? code;
