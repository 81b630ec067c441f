import type { Command } from './command.ts';
import type { Machine } from './machine.ts';

/** `trailwarden version`, also spelled `--version`. */
export const versionCommand = ({ version }: Machine): Command => ({
  name: 'version',
  summary: 'Print the version',
  usage: '',
  words: 'none',
  details: '',
  flags: {},
  examples: ['trailwarden --version'],
  run: async (_, terminal) => {
    terminal.out(`trailwarden ${version}\n`);
    return 0;
  },
});
