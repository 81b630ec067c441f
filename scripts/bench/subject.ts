import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAlarms } from '../../lib/core/alarm/parse.ts';
import type { Plan } from '../../lib/core/plan.ts';
import { planFor } from '../../lib/core/plan-for.ts';
import { catalogueOf } from '../../lib/core/runbook/catalogue.ts';
import { isMet } from '../../lib/core/runbook/requirement.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { listLogFiles } from '../../lib/local/log-files.ts';
import { localMachine } from '../../lib/local/machine.ts';
import { generateLogs } from '../logs/generate.ts';

/** What is measured: generated logs, a request about the leaked key in them, and the files that its plan reads. */
export interface Subject {
  readonly folder: string;
  readonly logs: string;
  readonly files: readonly string[];
  readonly megabytes: number;
  readonly key: string;
  /** Arguments that ask one runbook, for ten runbooks. */
  readonly runbooks: readonly string[];
  readonly request: readonly string[];
}

/** Generates logs of so many events from a seed, in a folder that the caller removes. */
export async function makeSubject(folder: string, events: number, seed: string): Promise<Subject> {
  const logs = join(folder, 'logs');
  const made = await generateLogs({ out: logs, events, seed });
  const params = { accessKeyId: [made.key], principalName: [made.principal], sourceIp: [made.ip], accountId: [made.account] };
  const all = catalogueOf(localMachine.runbookFiles());
  const fitting = [...all.values()].filter(({ parameters }) => parameters.every((requirement) => isMet(requirement, params)));
  const runbooks = fitting.map(({ id }) => id).slice(0, 10);
  const request = { runbooks, parameters: params, from: made.from, to: made.to, reason: 'bench' };
  const plan = planOf(request);
  const planned = listLogFiles(logs, plan.reads);
  writeFileSync(join(folder, 'request.json'), JSON.stringify(request));
  return {
    folder,
    logs,
    files: planned.map(({ path }) => path),
    megabytes: planned.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6,
    key: made.key,
    runbooks,
    request: [
      ...Object.entries(params).flatMap(([name, values]) => values.flatMap((value) => ['--param', `${name}=${value}`])),
      ...['--from', made.from, '--to', made.to, '--reason', 'bench', '--logs', logs],
    ],
  };
}

function planOf(request: unknown): Plan {
  const [alarm] = parseAlarms(request);
  if (alarm === undefined) throw new Error('the request asks for nothing');
  const catalogue = catalogueOf(localMachine.runbookFiles());
  return planFor(alarm, { catalogue, settings: parseSettings({}, 'settings'), now: Date.now(), startedBy: 'bench' });
}
