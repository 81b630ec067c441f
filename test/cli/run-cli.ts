import type { LoadCloud } from '../../lib/cli/cloud.ts';
import { commandsFor } from '../../lib/cli/commands.ts';
import type { Machine } from '../../lib/cli/machine.ts';
import { main } from '../../lib/cli/main.ts';
import type { Terminal } from '../../lib/cli/terminal.ts';
import { localMachine } from '../../lib/local/machine.ts';
import { noCloud } from './fake-cloud.ts';

/** What a command line said and how it ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly progress: readonly string[];
}

/** What differs from a plain run: a machine with other files, a deployment on AWS, another terminal. */
export interface Differently {
  readonly machine?: Machine;
  readonly cloud?: LoadCloud;
  readonly terminal?: Partial<Terminal>;
}

/** Runs a command line in this process: the real commands, and a terminal that only listens. */
export async function cli(
  argv: readonly string[],
  { machine = localMachine, cloud = noCloud, terminal = {} }: Differently = {},
): Promise<Ended> {
  const said = { out: '', err: '', progress: [''] };
  const listening: Terminal = {
    out: (text) => {
      said.out += text;
    },
    error: (text) => {
      said.err += text;
    },
    progress: (text) => said.progress.push(text),
    width: 100,
    colour: false,
    input: async () => '',
    now: () => Date.parse('2026-11-24T12:00:00Z'),
    signal: new AbortController().signal,
    user: 'tester',
    ...terminal,
  };
  const code = await main(argv, commandsFor(machine, cloud), listening);
  return { code, ...said };
}
