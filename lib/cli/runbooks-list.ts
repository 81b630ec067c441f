import { jsonText } from '../core/render/json.ts';
import { draw, type Line } from '../core/render/terminal-line.ts';
import { hanging } from '../core/render/terminal-prose.ts';
import { catalogueOf } from '../core/runbook/catalogue.ts';
import { nameOf } from '../core/runbook/requirement.ts';
import type { Runbook } from '../core/runbook/runbook.ts';
import type { Command } from './command.ts';
import type { Machine } from './machine.ts';
import type { Terminal } from './terminal.ts';

/** `trailwarden runbooks list`. */
export const listCommand = (machine: Machine): Command => ({
  name: 'runbooks list',
  summary: 'List the runbooks',
  usage: '[--json]',
  words: 'none',
  details: '',
  flags: { json: { type: 'boolean', about: 'As JSON' } },
  examples: ['trailwarden runbooks list', 'trailwarden runbooks list --json'],
  run: async (given, terminal) => {
    const runbooks = [...catalogueOf(machine.runbookFiles()).values()];
    terminal.out(given.yes('json') ? jsonText(runbooks.map(summaryOf)) : tableOf(runbooks, terminal));
    return 0;
  },
});

/** All but the document itself, which `runbooks show` prints. */
const summaryOf = ({ id, category, title, severity, attack, parameters, optional, triggers, needs, reviewed }: Runbook) => {
  return { id, category, title, severity, attack, parameters, optional, triggers, needs, reviewed };
};

function tableOf(runbooks: readonly Runbook[], { width, colour }: Terminal): string {
  const widest = Math.max(...runbooks.map(({ id }) => id.length));
  const groups = [...Map.groupBy(runbooks, ({ category }) => category)].flatMap(([category, group]): Line[] => [
    [{ text: category, paint: 'bold' }],
    ...group.flatMap(({ id, title, parameters }) => {
      const needs = parameters.map(nameOf).join(', ');
      return hanging(`  ${id.padEnd(widest)}  `, `${title}${needs === '' ? '' : ` (needs ${needs})`}`, width);
    }),
    [],
  ]);
  return draw([...groups, ["'trailwarden runbooks show ID' prints one."]], colour);
}
