import type * as z from 'zod';
import { InputError } from '../core/errors.ts';
import { KeptRounds } from '../core/kept.ts';
import { type KeptInvestigation, replay } from '../core/replay.ts';
import { Report } from '../core/report.ts';
import { catalogueOf } from '../core/runbook/catalogue.ts';
import { ANSWER_FLAGS, tell, tellingOf } from './answer.ts';
import type { Command } from './command.ts';
import type { Given } from './given.ts';
import type { Machine } from './machine.ts';
import { type Surroundings, withEngine } from './with-engine.ts';

/** `trailwarden replay`. */
export const replayCommand = (machine: Machine): Command => ({
  name: 'replay',
  summary: 'Ask the kept evidence of an investigation again, with the runbooks as they are now',
  usage: 'FOLDER [--runbook ID]',
  words: 'one',
  details: 'Needs neither the logs nor any access. The folder is checked against its manifest and is not changed.',
  flags: {
    runbook: { type: 'string', short: 'r', multiple: true, value: 'ID', about: 'Only this runbook; may be repeated' },
    ...ANSWER_FLAGS,
  },
  examples: [
    'trailwarden replay investigations/leaked-key',
    'trailwarden replay investigations/leaked-key --runbook access-key-activity --json',
  ],
  run: (given, terminal) => run(given, { machine, terminal }),
});

async function run(given: Given, { machine, terminal }: Surroundings): Promise<number> {
  const telling = tellingOf(given);
  const [folder = ''] = given.words;
  const changed = await machine.changedFiles(folder);
  if (changed.length > 0)
    throw new InputError(`changed since the investigation ended: ${changed.join(', ')} in '${folder}'; restore it from a copy`);
  const kept = keptIn(folder, machine);
  const catalogue = catalogueOf(machine.runbookFiles());
  const { now, signal, progress } = terminal;
  const report = await withEngine({ logs: folder, evidence: folder }, { machine, terminal }, (engine) => {
    const versions = { trailwarden: machine.version, engine: engine.version };
    return replay(kept, { engine, only: given.texts('runbook'), versions, catalogue, now, signal, tell: progress });
  });
  return tell(report, telling, terminal);
}

function keptIn(folder: string, machine: Machine): KeptInvestigation {
  const { coverage, access } = readKept(`${folder}/report.json`, Report, machine);
  const rounds = readKept(`${folder}/rounds.json`, KeptRounds, machine);
  return { rounds, coverage, policies: access.policies, receipt: access.receipt };
}

/** A folder may be whole and yet be from another version, or written by hand. */
function readKept<T>(path: string, schema: z.ZodType<T>, machine: Machine): T {
  const text = machine.readText(path);
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new InputError(`'${path}' is not what trailwarden ${machine.version} writes; run the investigation again`);
  }
}
