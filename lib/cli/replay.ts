import { InputError, messageOf } from '../core/errors.ts';
import { FILES, type Kept, kept, needed, ROUNDS } from '../core/kept.ts';
import { type KeptInvestigation, replay } from '../core/replay.ts';
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
  const investigation = await keptIn(folder, machine);
  const catalogue = catalogueOf(machine.runbookFiles());
  const { now, signal, progress } = terminal;
  const report = await withEngine({ logs: folder, evidence: folder }, { machine, terminal }, (engine) => {
    const versions = { trailwarden: machine.version, engine: engine.version };
    return replay(investigation, { engine, only: given.texts('runbook'), versions, catalogue, now, signal, tell: progress });
  });
  return tell(report, telling, terminal);
}

async function keptIn(path: string, machine: Machine): Promise<KeptInvestigation> {
  const folder = machine.keptFolder(path);
  try {
    const coverage = await needed(
      kept.report(folder).then((report) => report?.coverage),
      FILES.report,
    );
    const { policies } = await needed(kept.grant(folder), FILES.grant);
    const receipt = await needed(kept.receipt(folder), FILES.receipt);
    return { rounds: await roundsIn(folder), coverage, policies, receipt };
  } catch (thrown) {
    throw new InputError(`'${path}': ${messageOf(thrown)}; run the investigation again`);
  }
}

async function roundsIn(folder: Kept): Promise<KeptInvestigation['rounds']> {
  const rounds = [];
  for (const round of ROUNDS) {
    const plan = await kept.plan(folder, round);
    if (plan !== undefined) rounds.push({ plan, evidence: await needed(kept.evidence(folder, round), FILES.evidence(round)) });
  }
  return rounds;
}
