import { InputError } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { forTerminal } from '../core/render/escape.ts';
import { count } from '../core/render/quantity.ts';
import { timestamp } from '../core/time.ts';
import type { Command } from './command.ts';
import type { Given } from './given.ts';
import type { Machine, RunbookFile } from './machine.ts';
import type { Terminal } from './terminal.ts';

/** `trailwarden runbooks lint`. */
export const lintCommand = (machine: Machine): Command => ({
  name: 'runbooks lint',
  summary: 'Check runbooks: sections, SQL, columns, functions, parameters, triggers, review date',
  usage: '[ID ...]',
  words: 'any',
  details: 'Without an ID, all of them. Ends with 1 if something is wrong; warnings are only told.',
  flags: {},
  examples: ['trailwarden runbooks lint', 'trailwarden runbooks lint access-key-activity'],
  run: (given, terminal) => lint(given, machine, terminal),
});

async function lint(given: Given, machine: Machine, terminal: Terminal): Promise<number> {
  // The grammar takes a while to load, and only this needs it.
  const { lintRunbook } = await import('../core/runbook/lint.ts');
  const files = machine.runbookFiles();
  const context = { ids: new Set(files.map(idOf)), today: timestamp(terminal.now()).slice(0, 10) };
  const chosen = given.words.length === 0 ? files : given.words.map((id) => fileOf(id, files));
  const problems = chosen.flatMap(({ path, source }) => lintRunbook(path, source, context).map((problem) => ({ path, ...problem })));
  for (const { path, line, level, message } of problems) {
    terminal.out(`${forTerminal(`runbooks/${path}:${line}: ${level}: ${message}`)}\n`);
  }
  const errors = problems.filter(({ level }) => level === 'error').length;
  const told = [count(chosen.length, 'runbook'), count(errors, 'error'), count(problems.length - errors, 'warning')];
  terminal.out(`${told.join(', ')}\n`);
  return errors === 0 ? 0 : 1;
}

const idOf = ({ path }: RunbookFile): string => path.replace(/^.*\/|\.md$/g, '');

/** Found by its path: a runbook that lint is asked about need not be one that can be read. */
function fileOf(id: string, files: readonly RunbookFile[]): RunbookFile {
  const file = files.find((candidate) => idOf(candidate) === id);
  if (file !== undefined) return file;
  throw new InputError(`unknown runbook '${id}'${didYouMean(id, files.map(idOf))} ('trailwarden runbooks list' shows those that exist)`);
}
