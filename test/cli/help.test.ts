import { describe, expect, test } from 'vitest';
import { commandsFor } from '../../lib/cli/commands.ts';
import { givenTo } from '../../lib/cli/given.ts';
import { localMachine } from '../../lib/local/machine.ts';
import { noCloud } from './fake-cloud.ts';
import { cli } from './run-cli.ts';

const commands = commandsFor(localMachine, noCloud);

/** The words of a command line as a shell makes them; what it redirects is not among them. */
const wordsOf = (line: string): string[] =>
  [
    ...line
      .replaceAll('\\\n', ' ')
      .replace(/ < \S+/, '')
      .matchAll(/"([^"]*)"|(\S+)/g),
  ].map(([, quoted, plain]) => quoted ?? plain ?? '');

describe.each(commands.map((command) => [command.name, command] as const))('the help of %s', (name, command) => {
  test.each([
    [...name.split(' '), '--help'],
    [...name.split(' '), 'x', '--nonsense', '-h'],
    ['help', ...name.split(' ')],
  ])('is printed for %s %s %s', async (...argv) => {
    const { code, out, err } = await cli(argv);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(command.summary);
    expect(out).toContain(`Usage: trailwarden ${name}`);
    for (const flag of [...Object.keys(command.flags), 'help']) expect(out).toContain(`--${flag}`);
  });

  test('fits a terminal of 110 columns', async () => {
    const { out } = await cli([...name.split(' '), '--help']);
    expect(out.split('\n').filter((line) => line.length > 110)).toEqual([]);
  });

  test('has examples that the command takes', () => {
    expect(command.examples).not.toEqual([]);
    for (const example of command.examples.filter((line) => line !== 'trailwarden --version')) {
      const [program, ...words] = wordsOf(example);
      expect(program).toBe('trailwarden');
      expect(words.slice(0, name.split(' ').length).join(' ')).toBe(name);
      givenTo(command, words.slice(name.split(' ').length));
    }
  });
});

describe('the overview', () => {
  test.each([[[]], [['--help']], [['-h']], [['help']]])('lists each command for %j', async (argv) => {
    const { code, out } = await cli(argv);
    expect(code).toBe(0);
    for (const { name } of commands) expect(out).toContain(`  ${name} `);
  });

  test.each([[['runbooks']], [['runbooks', '--help']], [['runbooks', 'help']], [['help', 'runbooks']]])(
    'lists the commands of a group for %j',
    async (argv) => {
      const { code, out } = await cli(argv);
      expect(code).toBe(0);
      expect(out).toContain('runbooks lint');
      expect(out).not.toContain('investigate');
    },
  );

  test.each(['--version', '-V', 'version'])('gives the version for %s', async (word) => {
    expect(await cli([word])).toMatchObject({ code: 0, out: `trailwarden ${localMachine.version}\n` });
  });
});
