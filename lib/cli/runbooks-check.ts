import { InputError } from '../core/errors.ts';
import { forTerminal } from '../core/render/escape.ts';
import { differences, parseCases, type RunbookCase } from '../core/runbook/cases.ts';
import { catalogueOf, findRunbook } from '../core/runbook/catalogue.ts';
import { runCase } from '../core/runbook/run-case.ts';
import type { Runbook } from '../core/runbook/runbook.ts';
import { timestamp } from '../core/time.ts';
import type { Command, Given } from './command.ts';
import type { Machine, RunbookFile } from './machine.ts';
import type { Terminal } from './terminal.ts';

const PROBLEMS = 1;

/** `trailwarden runbooks lint`. */
export const lintCommand = (machine: Machine): Command => ({
  name: 'runbooks lint',
  summary: 'Check runbooks: sections, SQL, columns, functions, parameters, triggers, review date',
  usage: '[ID ...]',
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
  const chosen = given.rest.length === 0 ? files : given.rest.map((id) => fileOf(id, files));
  const problems = chosen.flatMap(({ path, source }) => lintRunbook(path, source, context).map((problem) => ({ path, ...problem })));
  for (const { path, line, level, message } of problems) terminal.out(`runbooks/${path}:${line}: ${level}: ${forTerminal(message)}\n`);
  const errors = problems.filter(({ level }) => level === 'error').length;
  terminal.out(`${chosen.length} runbooks read, ${errors} errors, ${problems.length - errors} warnings\n`);
  return errors === 0 ? 0 : PROBLEMS;
}

const idOf = ({ path }: RunbookFile): string => path.replace(/^.*\/|\.md$/g, '');

function fileOf(id: string, files: readonly RunbookFile[]): RunbookFile {
  const file = files.find((candidate) => idOf(candidate) === id);
  if (file === undefined) throw new InputError(`unknown runbook '${id}'; there are ${files.map(idOf).join(', ')}`);
  return file;
}

/** `trailwarden runbooks test`. */
export const testCommand = (machine: Machine): Command => ({
  name: 'runbooks test',
  summary: 'Run the cases of runbooks: records in, rows out',
  usage: '[ID ...]',
  details: 'The cases stand beside each runbook, in ID.cases.yaml. Ends with 1 if rows differ, and shows how.',
  flags: {},
  examples: ['trailwarden runbooks test', 'trailwarden runbooks test access-key-activity'],
  run: (given, terminal) => test(given, machine, terminal),
});

async function test(given: Given, machine: Machine, terminal: Terminal): Promise<number> {
  const catalogue = catalogueOf(machine.runbookFiles());
  const runbooks = given.rest.length === 0 ? [...catalogue.values()] : given.rest.map((id) => findRunbook(catalogue, id));
  let [passed, failed] = [0, 0];
  for (const runbook of runbooks) {
    for (const one of casesOf(runbook, machine)) {
      const wrong = await outcome(runbook, one, { machine, terminal });
      terminal.out(`${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${runbook.id}: ${forTerminal(one.name)}\n`);
      for (const paragraph of wrong)
        terminal.out(
          `${paragraph
            .split('\n')
            .map((line) => `  ${forTerminal(line)}`)
            .join('\n')}\n`,
        );
      if (wrong.length === 0) passed++;
      else failed++;
    }
  }
  terminal.out(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : PROBLEMS;
}

function casesOf({ category, id }: Runbook, machine: Machine): RunbookCase[] {
  const path = `${category}/${id}.cases.yaml`;
  const text = machine.caseText(path);
  if (text === undefined) throw new InputError(`'${id}' has no cases; write them in runbooks/${path}`);
  return parseCases(path, text);
}

async function outcome(
  runbook: Runbook,
  one: RunbookCase,
  { machine, terminal }: { machine: Machine; terminal: Terminal },
): Promise<string[]> {
  const scratch = machine.scratch();
  scratch.write('records.json', JSON.stringify({ Records: one.records }));
  const engine = await machine.engine({ logs: `${scratch.path}/records.json`, evidence: scratch.path }, terminal.signal);
  try {
    return differences(one, runbook, await runCase(runbook, one, { engine, access: machine.access(terminal.now) }));
  } finally {
    await engine.close();
    scratch.remove();
  }
}
