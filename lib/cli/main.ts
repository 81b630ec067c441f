import { parseArgs } from 'node:util';
import { InputError, messageOf } from '../core/errors.ts';
import { forTerminal } from '../core/render/escape.ts';
import { type Command, type Given, helpOf, parseArgsOptions } from './command.ts';
import type { Terminal } from './terminal.ts';

/** Exit codes: see `Command.run`. 130 is what shells expect of a program that Ctrl-C ended. */
const BAD_INPUT = 2;
const NOT_FINISHED = 3;
const INTERRUPTED = 130;

/** Runs one command line and resolves to its exit code. Every error is a sentence on the error stream, never a stack. */
export async function main(argv: readonly string[], commands: readonly Command[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(argv, commands, terminal);
  } catch (thrown) {
    terminal.progress('');
    if (terminal.signal.aborted) {
      terminal.error('stopped; access was revoked and the unfinished folder removed\n');
      return INTERRUPTED;
    }
    terminal.error(`trailwarden: ${messageOf(thrown).split('\n').map(forTerminal).join('\n')}\n`);
    return thrown instanceof InputError ? BAD_INPUT : NOT_FINISHED;
  }
}

async function dispatch(argv: readonly string[], commands: readonly Command[], terminal: Terminal): Promise<number> {
  const command = commands.find(({ name }) => name.split(' ').every((word, index) => argv[index] === word));
  if (command === undefined) return topLevel(argv, commands, terminal);
  const args = argv.slice(command.name.split(' ').length);
  if (args.includes('--help') || args.includes('-h')) {
    terminal.out(helpOf(command));
    return 0;
  }
  return command.run(given(args, command), terminal);
}

function topLevel([word = '--help', second = '']: readonly string[], commands: readonly Command[], terminal: Terminal): number {
  const group = commands.filter(({ name }) => name.startsWith(`${word} `));
  if (['--help', '-h', 'help'].includes(word) || (group.length > 0 && ['', '--help', '-h'].includes(second))) {
    terminal.out(overview(group.length > 0 ? group : commands));
    return 0;
  }
  const names = (group.length > 0 ? group : commands).map(({ name }) => name).join(', ');
  throw new InputError(`unknown command '${[word, group.length > 0 ? second : ''].join(' ').trim()}'; there are: ${names}`);
}

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Trailwarden answers a security alarm on AWS from CloudTrail logs.\n\nCommands:\n${lines.join('\n')}\n\n'trailwarden COMMAND --help' tells more of each.\n`;
}

function given(args: readonly string[], command: Command): Given {
  const { values, positionals } = parsed(args, command);
  const texts = (name: string) => [values[name] ?? []].flat().filter((value) => typeof value === 'string');
  return { text: (name) => texts(name).at(-1), texts, yes: (name) => values[name] === true, rest: positionals };
}

function parsed(args: readonly string[], { name, flags }: Command) {
  try {
    return parseArgs({ args: [...args], options: parseArgsOptions(flags), allowPositionals: true, strict: true });
  } catch (thrown) {
    throw new InputError(`${messageOf(thrown).split('. ')[0]}; 'trailwarden ${name} --help' lists the options`);
  }
}
