import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { InputError, messageOf } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { type Command, usageOf } from './command.ts';

/** Flags as they were given. A name that was not given is not there. */
export interface Given {
  readonly text: (name: string) => string | undefined;
  readonly texts: (name: string) => readonly string[];
  readonly yes: (name: string) => boolean;
  /** What is no flag: as many words as the command takes. */
  readonly words: readonly string[];
}

const WORDS: Readonly<Record<Command['words'], readonly [least: number, most: number]>> = {
  none: [0, 0],
  one: [1, 1],
  any: [0, Number.POSITIVE_INFINITY],
};

/** Reads what follows a command's name. Throws an InputError for what the command does not take, or takes once and got twice. */
export function givenTo(command: Command, args: readonly string[]): Given {
  const { values, positionals: words } = parsed(command, args);
  const texts = (name: string) => [values[name] ?? []].flat().filter((value) => typeof value === 'string');
  for (const [name, { multiple = false }] of Object.entries(command.flags)) refuseOdd(name, texts(name), multiple);
  const [least, most] = WORDS[command.words];
  if (words.length > most) throw new InputError(`'${words[most]}' is one word too many; usage: ${usageOf(command)}`);
  if (words.length < least) throw new InputError(`${command.usage.split(' ')[0]} is missing; usage: ${usageOf(command)}`);
  return { text: (name) => texts(name).at(-1), texts, yes: (name) => values[name] === true, words };
}

/** An empty text is what a shell makes of an unset variable: as a path it would mean the current folder. */
function refuseOdd(name: string, texts: readonly string[], multiple: boolean): void {
  if (texts.includes('')) throw new InputError(`--${name} is empty; give it a value or leave it out`);
  if (texts.length > 1 && !multiple)
    throw new InputError(`--${name} is given ${texts.length} times (${texts.join(', ')}); it takes one value`);
}

function parsed(command: Command, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: optionsOf(command), allowPositionals: true, strict: true });
  } catch (thrown) {
    const [said = ''] = messageOf(thrown).split('. ');
    const [, unknown] = /^Unknown option '(.*)'$/s.exec(said) ?? [];
    const flags = Object.keys(command.flags).map((name) => `--${name}`);
    const hint = unknown === undefined ? '' : didYouMean(unknown, flags);
    throw new InputError(`${said.charAt(0).toLowerCase()}${said.slice(1)}${hint} ('trailwarden ${command.name} --help' lists the options)`);
  }
}

/** Each text may come several times as far as parseArgs is concerned, which would else take the last and not say so. */
const optionsOf = ({ flags }: Command): ParseArgsOptionsConfig =>
  Object.fromEntries(
    Object.entries(flags).map(([name, { type, short }]) => [
      name,
      { type, multiple: type === 'string', ...(short === undefined ? {} : { short }) },
    ]),
  );
