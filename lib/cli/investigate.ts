import { InputError } from '../core/errors.ts';
import { investigate } from '../core/investigate.ts';
import { linesForTerminal } from '../core/render/escape.ts';
import { jsonText } from '../core/render/json.ts';
import { bytes } from '../core/render/quantity.ts';
import type { Report } from '../core/report.ts';
import { shellWord } from '../core/rerun.ts';
import { ANSWER_FLAGS, tell, tellingOf } from './answer.ts';
import type { Command } from './command.ts';
import type { Given } from './given.ts';
import type { Machine } from './machine.ts';
import { REQUEST_FLAGS, type Request, requestOf } from './request.ts';
import { type Surroundings, withEngine } from './with-engine.ts';

/** `trailwarden investigate`. */
export const investigateCommand = (machine: Machine): Command => ({
  name: 'investigate',
  summary: 'Find out from CloudTrail files what happened around an alarm',
  usage: '(--alarm FILE | --runbook ID --from TIME --to TIME --reason TEXT) --logs DIR',
  words: 'none',
  details: `Reads a synced trail bucket, any folder of CloudTrail files (.json, .json.gz, one record a
line), or one file. Only the files that the plan names are opened. The folder --out keeps
the evidence: 'trailwarden replay' asks it again without the logs.

Ends with 0; with 1 where --fail-on says so; with 2 for bad input; with 3 if it could not
finish or a part of it failed.`,
  flags: {
    ...REQUEST_FLAGS,
    logs: { type: 'string', short: 'l', value: 'DIR', about: 'The CloudTrail files: a folder or one file' },
    out: { type: 'string', short: 'o', value: 'DIR', about: 'Folder of the investigation (default: investigations/<id>)' },
    replace: { type: 'boolean', about: 'Write over an earlier investigation in that folder' },
    ...ANSWER_FLAGS,
  },
  examples: [
    'trailwarden investigate --alarm finding.json --logs ./trail-bucket',
    'trailwarden investigate --alarm - --logs ./logs --json < event.json',
    'trailwarden investigate --alarm finding.json --logs ./logs --out ./case-7 --fail-on high',
    'trailwarden investigate --runbook access-key-activity --param accessKeyId=AKIA… \\\n    --from 2026-06-01 --to 2026-06-03 --reason audit --logs ./logs',
  ],
  run: (given, terminal) => run(given, { machine, terminal }),
});

async function run(given: Given, { machine, terminal }: Surroundings): Promise<number> {
  const telling = tellingOf(given);
  const request = await requestOf(given, machine, terminal);
  const logs = given.text('logs');
  if (logs === undefined) throw new InputError("no logs: give --logs DIR, a folder of CloudTrail files ('trailwarden plan' needs none)");
  const path = given.text('out') ?? `investigations/${request.plan.id}`;
  const report = await investigateInto(request, { logs, path, replace: given.yes('replace') }, { machine, terminal });
  const code = tell(report, telling, terminal);
  if (!telling.json) terminal.out(afterwards(path));
  return code;
}

const afterwards = (path: string): string =>
  linesForTerminal(`\nIn full: ${path}/report.html\nAsk the evidence again: trailwarden replay ${shellWord(path)}\n`);

async function investigateInto(
  { plan, received, catalogue }: Request,
  { logs, path, replace }: { logs: string; path: string; replace: boolean },
  { machine, terminal }: Surroundings,
): Promise<Report> {
  const { now, signal, progress } = terminal;
  const folder = machine.folder(path, { replace });
  const paths = {
    logs,
    evidence: folder.draft,
    tell: (done: number, all: number) => progress(`collect: ${bytes(done)} of ${bytes(all)} read`),
  };
  try {
    await folder.put('alarm.json', jsonText(received));
    return await withEngine(paths, { machine, terminal }, (engine) => {
      const ports = { trail: machine.trail(logs), engine, access: machine.access(now), outbox: machine.outbox(folder), folder };
      const versions = { trailwarden: machine.version, engine: engine.version };
      return investigate(plan, { ...ports, catalogue, now, versions, signal, tell: progress });
    });
  } finally {
    folder.discard();
  }
}
