#!/usr/bin/env node
import { userInfo } from 'node:os';
import { text } from 'node:stream/consumers';
import { commandsFor } from '../lib/cli/commands.ts';
import { main } from '../lib/cli/main.ts';
import type { Terminal } from '../lib/cli/terminal.ts';
import { localMachine } from '../lib/local/machine.ts';

const { stdin, stdout, stderr, env } = process;
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
// A reader that has seen enough (`| head`) is no error.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const terminal: Terminal = {
  out: (message) => stdout.write(message),
  error: (message) => stderr.write(message),
  progress: (message) => {
    if (stderr.isTTY) stderr.write(`\r\x1b[2K${message.slice(0, (stderr.columns ?? 80) - 1)}`);
  },
  width: stdout.columns ?? 100,
  colour: stdout.isTTY === true && env.NO_COLOR === undefined && env.TERM !== 'dumb',
  input: () => text(stdin),
  now: Date.now,
  signal: stop.signal,
  user: userInfo().username,
};

process.exitCode = await main(process.argv.slice(2), commandsFor(localMachine), terminal);
