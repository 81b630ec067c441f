import { linesForTerminal } from '../core/render/escape.ts';
import { catalogueOf, findRunbook } from '../core/runbook/catalogue.ts';
import type { Command } from './command.ts';
import type { Machine } from './machine.ts';

/** `trailwarden runbooks show`. */
export const showCommand = (machine: Machine): Command => ({
  name: 'runbooks show',
  summary: 'Print a runbook: what you read is what runs',
  usage: 'ID',
  words: 'one',
  details: "'trailwarden runbooks list' has the ids.",
  flags: {},
  examples: ['trailwarden runbooks show access-key-activity'],
  run: async (given, terminal) => {
    const [id = ''] = given.words;
    terminal.out(linesForTerminal(findRunbook(catalogueOf(machine.runbookFiles()), id).source));
    return 0;
  },
});
