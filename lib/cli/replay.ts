import { InputError } from '../core/errors.ts';
import { KeptRounds } from '../core/kept.ts';
import { type KeptInvestigation, replay } from '../core/replay.ts';
import { Report } from '../core/report.ts';
import { catalogueOf } from '../core/runbook/catalogue.ts';
import type { Command, Given } from './command.ts';
import { ANSWER_FLAGS, tell, thresholdOf, versionsOf } from './investigate.ts';
import type { Machine } from './machine.ts';
import type { Terminal } from './terminal.ts';

/** `trailwarden replay`. */
export const replayCommand = (machine: Machine): Command => ({
  name: 'replay',
  summary: 'Ask the kept evidence of an investigation again, with the runbooks as they are now',
  usage: 'FOLDER [--runbook ID]',
  details: 'Needs neither the logs nor any access. The folder is checked against its manifest and is not changed.',
  flags: {
    runbook: { type: 'string', short: 'r', multiple: true, value: 'ID', about: 'Only this runbook; may be repeated' },
    ...ANSWER_FLAGS,
  },
  examples: [
    'trailwarden replay investigations/leaked-key',
    'trailwarden replay investigations/leaked-key --runbook access-key-activity --json',
  ],
  run: (given, terminal) => run(given, machine, terminal),
});

async function run(given: Given, machine: Machine, terminal: Terminal): Promise<number> {
  const threshold = thresholdOf(given);
  const [folder, ...others] = given.rest;
  if (folder === undefined || others.length > 0) throw new InputError('give one folder: trailwarden replay FOLDER');
  const changed = await machine.changedFiles(folder);
  if (changed.length > 0)
    throw new InputError(`changed since the investigation ended: ${changed.join(', ')} in '${folder}'; restore it from a copy`);
  const kept = keptIn(folder, machine);
  const engine = await machine.engine({ logs: folder, evidence: folder }, terminal.signal);
  try {
    const asking = { engine, only: given.texts('runbook'), versions: versionsOf(machine, engine.version) };
    const catalogue = catalogueOf(machine.runbookFiles());
    const report = await replay(kept, { ...asking, catalogue, now: terminal.now, signal: terminal.signal, tell: terminal.progress });
    return tell(report, { json: given.yes('json'), threshold }, terminal);
  } finally {
    await engine.close();
  }
}

function keptIn(folder: string, machine: Machine): KeptInvestigation {
  const parsed = (name: string): unknown => JSON.parse(machine.readText(`${folder}/${name}`));
  const report = Report.parse(parsed('report.json'));
  const { coverage, access } = report;
  return { rounds: KeptRounds.parse(parsed('rounds.json')), coverage, policies: access.policies, receipt: access.receipt };
}
