import { InputError } from '../core/errors.ts';
import { forTerminal, linesForTerminal } from '../core/render/escape.ts';
import { differences, parseCases, type RunbookCase } from '../core/runbook/cases.ts';
import { catalogueOf, findRunbook } from '../core/runbook/catalogue.ts';
import { runCase } from '../core/runbook/run-case.ts';
import type { Runbook } from '../core/runbook/runbook.ts';
import type { Command } from './command.ts';
import type { Given } from './given.ts';
import type { Machine } from './machine.ts';
import { type Surroundings, withEngine } from './with-engine.ts';

/** `trailwarden runbooks test`. */
export const testCommand = (machine: Machine): Command => ({
  name: 'runbooks test',
  summary: 'Run the cases of runbooks: records in, rows out',
  usage: '[ID ...]',
  words: 'any',
  details: 'The cases stand beside each runbook, in ID.cases.yaml. Ends with 1 if rows differ, and shows how.',
  flags: {},
  examples: ['trailwarden runbooks test', 'trailwarden runbooks test access-key-activity'],
  run: (given, terminal) => test(given, { machine, terminal }),
});

async function test(given: Given, { machine, terminal }: Surroundings): Promise<number> {
  const catalogue = catalogueOf(machine.runbookFiles());
  const runbooks = given.words.length === 0 ? [...catalogue.values()] : given.words.map((id) => findRunbook(catalogue, id));
  const cases = runbooks.flatMap((runbook) => casesOf(runbook, machine).map((one) => ({ runbook, one })));
  let failed = 0;
  for (const { runbook, one } of cases) {
    terminal.signal.throwIfAborted();
    const wrong = await outcome(runbook, one, { machine, terminal });
    terminal.out(`${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${runbook.id}: ${forTerminal(one.name)}\n`);
    for (const paragraph of wrong) terminal.out(`${linesForTerminal(paragraph).replace(/^/gm, '  ')}\n`);
    if (wrong.length > 0) failed++;
  }
  terminal.out(`${cases.length - failed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

function casesOf({ category, id }: Runbook, machine: Machine): RunbookCase[] {
  const path = `${category}/${id}.cases.yaml`;
  const text = machine.caseText(path);
  if (text === undefined) throw new InputError(`'${id}' has no cases; write them in runbooks/${path}`);
  return parseCases(path, text);
}

async function outcome(runbook: Runbook, one: RunbookCase, { machine, terminal }: Surroundings): Promise<string[]> {
  const scratch = machine.scratch();
  try {
    scratch.write('records.json', JSON.stringify({ Records: one.records }));
    const paths = { logs: `${scratch.path}/records.json`, evidence: scratch.path };
    return await withEngine(paths, { machine, terminal }, async (engine) =>
      differences(one, runbook, await runCase(runbook, one, { engine, access: machine.access(terminal.now) })),
    );
  } finally {
    scratch.remove();
  }
}
