import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** A program that runs beside the tests, with all that it starts itself. */
export interface Running {
  readonly child: ChildProcess;
  /** Ends it and everything in its group: politely, then for good. Done twice is no error. */
  stop(): Promise<void>;
}

export interface Starting {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where its output goes. */
  readonly log: string;
}

/** Starts a program in a process group of its own, which also ends when this process does, however it ends in order. */
export function started(command: string, args: readonly string[], { environment, log }: Starting): Running {
  const file = openSync(log, 'w');
  const child = spawn(command, args, { env: environment, stdio: ['ignore', file, file], detached: true });
  closeSync(file);
  const kill = () => signal(child, 'SIGKILL');
  process.once('exit', kill);
  return {
    child,
    stop: async () => {
      process.off('exit', kill);
      signal(child, 'SIGTERM');
      if (!isOver(child)) await Promise.race([once(child, 'exit'), setTimeout(3000, undefined, { ref: false })]);
      kill();
    },
  };
}

/** Whether it has ended by itself or by a signal. */
export const isOver = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // Nothing of the group is left.
  }
}
