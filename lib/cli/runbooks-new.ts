import { InputError } from '../core/errors.ts';
import { forTerminal } from '../core/render/escape.ts';
import { catalogueOf } from '../core/runbook/catalogue.ts';
import { newCases, newRunbook } from '../core/runbook/template.ts';
import { timestamp } from '../core/time.ts';
import type { Command } from './command.ts';
import type { Given } from './given.ts';
import type { Machine } from './machine.ts';
import type { Terminal } from './terminal.ts';

/** `trailwarden runbooks new`. */
export const newCommand = (machine: Machine): Command => ({
  name: 'runbooks new',
  summary: 'Begin a runbook that lints and passes its cases, for you to change',
  usage: 'CATEGORY/ID [--title TEXT]',
  words: 'one',
  details: `Writes runbooks/CATEGORY/ID.md and its cases. Then:
'trailwarden runbooks lint ID' and 'trailwarden runbooks test ID'.`,
  flags: { title: { type: 'string', value: 'TEXT', about: 'Its title (default: made of the id)' } },
  examples: ['trailwarden runbooks new iam/new-users --title "New IAM users"'],
  run: async (given, terminal) => begin(given, machine, terminal),
});

function begin(given: Given, machine: Machine, terminal: Terminal): number {
  const [name = ''] = given.words;
  const [, id] = /^[a-z0-9-]+\/([a-z0-9-]+)$/.exec(name) ?? [];
  if (id === undefined) throw new InputError(`'${name}' is not CATEGORY/ID in kebab-case, such as iam/new-users`);
  if (catalogueOf(machine.runbookFiles()).has(id)) throw new InputError(`there is a runbook '${id}' already; choose another id`);
  const title = given.text('title') ?? `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;
  const today = timestamp(terminal.now()).slice(0, 10);
  for (const [file, text] of [
    [`${name}.md`, newRunbook(title, today)],
    [`${name}.cases.yaml`, newCases()],
  ] as const) {
    terminal.out(`wrote ${forTerminal(machine.writeRunbookFile(file, text))}\n`);
  }
  return 0;
}
