import type { Given } from './given.ts';
import type { Terminal } from './terminal.ts';

/** One flag: what parseArgs needs of it, and what the help says. */
export interface Flag {
  readonly type: 'string' | 'boolean';
  /** May be given several times. */
  readonly multiple?: boolean;
  readonly short?: string;
  /** Name of its value in the help, such as FILE. */
  readonly value?: string;
  readonly about: string;
}

/** A command of the command line. Its name may be two words. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What follows the name, for the first line of its help. */
  readonly usage: string;
  /** How many words it takes that are no flags. */
  readonly words: 'none' | 'one' | 'any';
  /** Paragraphs for its help, in lines that are short enough for a terminal. */
  readonly details: string;
  readonly flags: Readonly<Record<string, Flag>>;
  readonly examples: readonly string[];
  /** Resolves to the exit code: 0 fine, 1 findings where they were asked for, 2 bad input, 3 could not finish. */
  readonly run: (given: Given, terminal: Terminal) => Promise<number>;
}

const HELP: Flag = { type: 'boolean', short: 'h', about: 'Show this help' };

/** How a command is written, on one line. */
export const usageOf = ({ name, usage }: Command): string => `trailwarden ${name}${usage === '' ? '' : ` ${usage}`}`;

/** The help of one command. */
export function helpOf(command: Command): string {
  const { summary, details, flags, examples } = command;
  const rows = Object.entries<Flag>({ ...flags, help: HELP }).map(([flag, { short, value, about }]): [string, string] => [
    `${short === undefined ? '    ' : `-${short}, `}--${flag}${value === undefined ? '' : ` ${value}`}`,
    about,
  ]);
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    `${summary}\n`,
    `Usage: ${usageOf(command)}\n`,
    ...(details === '' ? [] : [`${details}\n`]),
    'Options:',
    ...rows.map(([left, about]) => `  ${left.padEnd(width)}  ${about}`),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}
