import type { ParseArgsOptionsConfig } from 'node:util';
import type { Terminal } from './terminal.ts';

/** One flag: what parseArgs needs of it, and what the help says. */
export interface Flag {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
  /** Name of its value in the help, such as FILE. */
  readonly value?: string;
  readonly about: string;
}

/** Flags as they were given. A name that was not given is not there. */
export interface Given {
  readonly text: (name: string) => string | undefined;
  readonly texts: (name: string) => readonly string[];
  readonly yes: (name: string) => boolean;
  /** What is no flag. */
  readonly rest: readonly string[];
}

/** A command of the command line. Its name may be two words. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What follows the name, for the first line of its help. */
  readonly usage: string;
  readonly details: string;
  readonly flags: Readonly<Record<string, Flag>>;
  readonly examples: readonly string[];
  /** Resolves to the exit code: 0 fine, 1 findings where they were asked for, 2 bad input, 3 could not finish. */
  readonly run: (given: Given, terminal: Terminal) => Promise<number>;
}

/** The flags in the form that parseArgs takes. */
export const parseArgsOptions = (flags: Command['flags']): ParseArgsOptionsConfig =>
  Object.fromEntries(
    Object.entries(flags).map(([name, { type, multiple = false, short }]) => [
      name,
      short === undefined ? { type, multiple } : { type, multiple, short },
    ]),
  );

const HELP: Flag = { type: 'boolean', short: 'h', about: 'Show this help' };

/** The help of one command. */
export function helpOf({ name, usage, summary, details, flags, examples }: Command): string {
  const rows = Object.entries<Flag>({ ...flags, help: HELP }).map(([flag, { short, value, about }]): [string, string] => [
    `${short === undefined ? '    ' : `-${short}, `}--${flag}${value === undefined ? '' : ` ${value}`}`,
    about,
  ]);
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    `${summary}\n`,
    `Usage: trailwarden ${name}${usage === '' ? '' : ` ${usage}`}\n`,
    ...(details === '' ? [] : [`${details}\n`]),
    'Options:',
    ...rows.map(([left, about]) => `  ${left.padEnd(width)}  ${about}`),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}
