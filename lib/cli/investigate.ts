import { InputError } from '../core/errors.ts';
import { investigate } from '../core/investigate.ts';
import { jsonText } from '../core/render/json.ts';
import { renderTerminal } from '../core/render/terminal.ts';
import type { Report } from '../core/report.ts';
import { atLeast, SEVERITIES, Severity } from '../core/severity.ts';
import type { Command, Flag, Given } from './command.ts';
import type { Machine } from './machine.ts';
import { REQUEST_FLAGS, type Request, requestOf } from './request.ts';
import type { Terminal } from './terminal.ts';

/** The flags that say how to tell the answer. */
export const ANSWER_FLAGS = {
  json: { type: 'boolean', about: 'Print report.json and nothing else' },
  'fail-on': { type: 'string', value: 'SEVERITY', about: `End with 1 if a finding is as severe (${SEVERITIES.join(', ')})` },
} as const satisfies Record<string, Flag>;

/** `trailwarden investigate`. */
export const investigateCommand = (machine: Machine): Command => ({
  name: 'investigate',
  summary: 'Find out from CloudTrail files what happened around an alarm',
  usage: '(--alarm FILE | --runbook ID --from TIME --to TIME --reason TEXT) --logs DIR',
  details: `Reads a synced trail bucket, any folder of CloudTrail files (.json, .json.gz, one record a line), or one file. Only the files that the
plan names are opened. The folder --out keeps the evidence: 'trailwarden replay' asks it again without the logs.

Ends with 0, with 1 where --fail-on says so, 2 for bad input, 3 if it could not finish.`,
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
    'trailwarden investigate --runbook access-key-activity --param accessKeyId=AKIA… --from 2026-06-01 --to 2026-06-03 --reason audit --logs ./logs',
  ],
  run: (given, terminal) => run(given, machine, terminal),
});

async function run(given: Given, machine: Machine, terminal: Terminal): Promise<number> {
  const threshold = thresholdOf(given);
  const logs = given.text('logs');
  if (logs === undefined) throw new InputError("no logs: give --logs DIR, a folder of CloudTrail files ('trailwarden plan' needs none)");
  const request = await requestOf(given, machine, terminal);
  const path = given.text('out') ?? `investigations/${request.plan.id}`;
  const report = await investigateInto(request, { logs, path, replace: given.yes('replace') }, { machine, terminal });
  return tell(report, { path, json: given.yes('json'), threshold }, terminal);
}

interface Surroundings {
  readonly machine: Machine;
  readonly terminal: Terminal;
}

async function investigateInto(
  { plan, received, catalogue }: Request,
  { logs, path, replace }: { logs: string; path: string; replace: boolean },
  { machine, terminal }: Surroundings,
): Promise<Report> {
  const { signal, now, progress } = terminal;
  const folder = machine.folder(path, { replace });
  const engine = await machine.engine({ logs, evidence: folder.draft }, signal);
  try {
    await folder.put('alarm.json', jsonText(received));
    const ports = { trail: machine.trail(logs), engine, access: machine.access(now), outbox: machine.outbox(folder), folder };
    return await investigate(plan, { ...ports, catalogue, now, versions: versionsOf(machine, engine.version), signal, tell: progress });
  } finally {
    await engine.close();
    folder.discard();
  }
}

/** What made a report, for its readers. */
export const versionsOf = (machine: Machine, engine: string): Record<string, string> => ({ trailwarden: machine.version, engine });

/** The severity of --fail-on. */
export function thresholdOf(given: Given): Severity | undefined {
  const text = given.text('fail-on');
  const severity = Severity.safeParse(text);
  if (text === undefined) return undefined;
  if (!severity.success) throw new InputError(`--fail-on '${text}' is no severity; use one of ${SEVERITIES.join(', ')}`);
  return severity.data;
}

interface Telling {
  readonly path?: string;
  readonly json: boolean;
  readonly threshold: Severity | undefined;
}

/** Prints a report; resolves to the exit code that it calls for. */
export function tell(report: Report, { path, json, threshold }: Telling, terminal: Terminal): number {
  terminal.progress('');
  terminal.out(json ? jsonText(report) : renderTerminal(report, terminal));
  if (!json && path !== undefined) terminal.out(`\nIn full: ${path}/report.html. Ask the evidence again: trailwarden replay ${path}\n`);
  if (threshold !== undefined && report.findings.some(({ severity }) => atLeast(severity, threshold))) return 1;
  return report.investigation.status === 'complete' ? 0 : 3;
}
