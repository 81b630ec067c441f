import { InputError } from '../core/errors.ts';
import { forTerminal } from '../core/render/escape.ts';
import { catalogueOf, findRunbook } from '../core/runbook/catalogue.ts';
import { nameOf } from '../core/runbook/requirement.ts';
import type { Runbook } from '../core/runbook/runbook.ts';
import { newCases, newRunbook } from '../core/runbook/template.ts';
import { timestamp } from '../core/time.ts';
import type { Command, Given } from './command.ts';
import type { Machine } from './machine.ts';
import type { Terminal } from './terminal.ts';

/** `trailwarden runbooks list`. */
export const listCommand = (machine: Machine): Command => ({
  name: 'runbooks list',
  summary: 'List the runbooks',
  usage: '',
  details: '',
  flags: { json: { type: 'boolean', about: 'As JSON' } },
  examples: ['trailwarden runbooks list', 'trailwarden runbooks list --json'],
  run: async (given, terminal) => {
    const runbooks = [...catalogueOf(machine.runbookFiles()).values()];
    terminal.out(given.yes('json') ? `${JSON.stringify(runbooks.map(summaryOf), null, 2)}\n` : tableOf(runbooks));
    return 0;
  },
});

const summaryOf = ({ id, category, title, severity, attack, parameters, optional, triggers, needs, reviewed }: Runbook) => ({
  ...{ id, category, title, severity, attack, parameters, optional, triggers, needs, reviewed },
});

function tableOf(runbooks: readonly Runbook[]): string {
  const width = Math.max(...runbooks.map(({ id }) => id.length));
  const groups = [...Map.groupBy(runbooks, ({ category }) => category)].map(([category, group]) => {
    const rows = group.map(({ id, title, parameters }) => {
      const needs = parameters.map(nameOf).join(', ');
      return `  ${id.padEnd(width)}  ${title}${needs === '' ? '' : ` (needs ${needs})`}`;
    });
    return [category, ...rows].join('\n');
  });
  return `${groups.join('\n\n')}\n\n'trailwarden runbooks show ID' prints one.\n`;
}

/** `trailwarden runbooks show`. */
export const showCommand = (machine: Machine): Command => ({
  name: 'runbooks show',
  summary: 'Print a runbook: what you read is what runs',
  usage: 'ID',
  details: '',
  flags: {},
  examples: ['trailwarden runbooks show access-key-activity'],
  run: async (given, terminal) => {
    terminal.out(findRunbook(catalogueOf(machine.runbookFiles()), one(given, 'ID')).source);
    return 0;
  },
});

/** `trailwarden runbooks new`. */
export const newCommand = (machine: Machine): Command => ({
  name: 'runbooks new',
  summary: 'Begin a runbook that lints and passes its cases, for you to change',
  usage: 'CATEGORY/ID [--title TEXT]',
  details: 'Writes runbooks/CATEGORY/ID.md and its cases. Then: trailwarden runbooks lint ID, trailwarden runbooks test ID.',
  flags: { title: { type: 'string', value: 'TEXT', about: 'Its title (default: made of the id)' } },
  examples: ['trailwarden runbooks new iam/new-users --title "New IAM users"'],
  run: async (given, terminal) => begin(given, machine, terminal),
});

function begin(given: Given, machine: Machine, terminal: Terminal): number {
  const name = one(given, 'CATEGORY/ID');
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

/** The one argument that is no flag. */
export function one({ rest }: Given, name: string): string {
  const [first, ...others] = rest;
  if (first === undefined || others.length > 0)
    throw new InputError(`give one ${name}, got ${rest.length === 0 ? 'none' : rest.join(' ')}`);
  return first;
}
