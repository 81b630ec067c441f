import { InputError, messageOf } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { linesForTerminal } from '../core/render/escape.ts';
import { type Command, helpOf } from './command.ts';
import { givenTo } from './given.ts';
import type { Terminal } from './terminal.ts';

/** Exit codes: see `Command.run`. 130 is what shells expect of a program that Ctrl-C ended. */
const BAD_INPUT = 2;
const NOT_FINISHED = 3;
const INTERRUPTED = 130;

/** Runs one command line and resolves to its exit code. Every error is a sentence on the error stream, never a stack. */
export async function main(argv: readonly string[], commands: readonly Command[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(spelled(argv), commands, terminal);
  } catch (thrown) {
    terminal.progress('');
    const { aborted } = terminal.signal;
    terminal.error(aborted ? stopped(thrown) : `trailwarden: ${linesForTerminal(messageOf(thrown))}\n`);
    if (aborted) return INTERRUPTED;
    return thrown instanceof InputError ? BAD_INPUT : NOT_FINISHED;
  }
}

/** What was thrown after Ctrl-C matters only where it is more than the stop itself, such as access that could not be taken away. */
const stopped = (thrown: unknown): string =>
  thrown instanceof Error && thrown.name === 'AbortError'
    ? 'trailwarden: stopped; nothing unfinished was left behind\n'
    : `trailwarden: stopped; ${linesForTerminal(messageOf(thrown))}\n`;

/** What people type first, in the one form that is looked up. */
function spelled([first = '--help', ...rest]: readonly string[]): readonly string[] {
  if (first === 'help') return [...rest, '--help'];
  return [['--version', '-V', '-v'].includes(first) ? 'version' : first, ...rest];
}

async function dispatch(argv: readonly string[], commands: readonly Command[], terminal: Terminal): Promise<number> {
  const command = commands.find(({ name }) => name.split(' ').every((word, index) => argv[index] === word));
  if (command === undefined) return topLevel(argv, commands, terminal);
  const args = argv.slice(command.name.split(' ').length);
  if (args.includes('--help') || args.includes('-h')) {
    terminal.out(helpOf(command));
    return 0;
  }
  return command.run(givenTo(command, args), terminal);
}

const asksForHelp = (word: string): boolean => ['--help', '-h', 'help', ''].includes(word);

function topLevel([word = '', second = '']: readonly string[], commands: readonly Command[], terminal: Terminal): number {
  const group = commands.filter(({ name }) => name.startsWith(`${word} `));
  if (asksForHelp(group.length > 0 ? second : word)) {
    terminal.out(overview(group.length > 0 ? group : commands));
    return 0;
  }
  if (group.length > 0) throw new InputError(`unknown command '${word} ${second}'; there are: ${group.map(({ name }) => name).join(', ')}`);
  const names = commands.flatMap(({ name }) => [name, ...name.split(' ').slice(0, -1)]);
  const hint = didYouMean(`${word} ${second}`, names) || didYouMean(word, names);
  throw new InputError(`unknown command '${word}'${hint} ('trailwarden --help' lists the commands)`);
}

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Trailwarden answers a security alarm on AWS from CloudTrail logs.\n',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "\n'trailwarden COMMAND --help' tells more of each.\n",
  ].join('\n');
}
