import { readFileSync } from 'node:fs';
import { parseAlarms } from '../../lib/core/alarm/parse.ts';
import { investigate } from '../../lib/core/investigate.ts';
import { planFor } from '../../lib/core/plan-for.ts';
import type { Report } from '../../lib/core/report.ts';
import { catalogueOf } from '../../lib/core/runbook/catalogue.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { localMachine } from '../../lib/local/machine.ts';

const catalogue = catalogueOf(localMachine.runbookFiles());

/** One investigation as the command line runs it, with default settings. */
export async function investigateFile(alarmFile: string, logs: string, out: string): Promise<Report> {
  const [alarm] = parseAlarms(JSON.parse(readFileSync(alarmFile, 'utf8')));
  if (alarm === undefined) throw new Error(`no alarm in ${alarmFile}`);
  const plan = planFor(alarm, { catalogue, settings: parseSettings({}, 'settings'), now: Date.now(), startedBy: 'evaluate' });
  const folder = localMachine.folder(out, { replace: true });
  const { signal } = new AbortController();
  const engine = await localMachine.engine({ logs, evidence: folder.draft }, signal);
  try {
    const ports = {
      trail: localMachine.trail(logs),
      engine,
      access: localMachine.access(Date.now),
      outbox: localMachine.outbox(folder),
      folder,
    };
    return await investigate(plan, { ...ports, catalogue, now: Date.now, versions: {} });
  } finally {
    await engine.close();
    folder.discard();
  }
}
