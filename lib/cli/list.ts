import { secondLookOf } from '../core/begin.ts';
import { InputError } from '../core/errors.ts';
import { kept } from '../core/kept.ts';
import { headlineOf } from '../core/render/headline.ts';
import { jsonText } from '../core/render/json.ts';
import { moment } from '../core/render/quantity.ts';
import { draw, type Line } from '../core/render/terminal-line.ts';
import { hanging } from '../core/render/terminal-prose.ts';
import type { Severity } from '../core/severity.ts';
import { type Deployed, type Execution, type LoadCloud, STATUSES, type Status } from './cloud.ts';
import { CLOUD_FLAGS, commandAbout, deployedFor } from './cloud-flags.ts';
import type { Command } from './command.ts';
import type { Given } from './given.ts';
import type { Machine } from './machine.ts';
import type { Terminal } from './terminal.ts';

/** Reports that are read at once, and the largest one in bytes that is read for the sake of its headline. */
const [AT_ONCE, LARGEST] = [5, 8_000_000];

/** `trailwarden list`. */
export const investigationsCommand = (_: Machine, load: LoadCloud): Command => ({
  name: 'list',
  summary: 'List the investigations on AWS, newest first',
  usage: '[--limit N] [--status STATUS] [--json]',
  words: 'none',
  details: `Step Functions remembers them for 90 days; their folders stay as long as the settings say.
Needs the stack's policy for readers (its output ReaderPolicyArn).`,
  flags: {
    limit: { type: 'string', short: 'n', value: 'N', about: 'How many, 1 to 200 (default: 20)' },
    status: { type: 'string', value: 'STATUS', about: `Only these: ${STATUSES.join(', ')}` },
    json: { type: 'boolean', about: 'As JSON' },
    ...CLOUD_FLAGS,
  },
  examples: ['trailwarden list', 'trailwarden list --limit 50 --status failed --json'],
  run: (given, terminal) => run(given, terminal, load),
});

async function run(given: Given, terminal: Terminal, load: LoadCloud): Promise<number> {
  const asked = { most: limitOf(given), status: statusOf(given) };
  const deployed = await deployedFor(given, load);
  const executions = await deployed.executions(asked);
  const rows: Listed[] = [];
  for (let at = 0; at < executions.length; at += AT_ONCE) {
    terminal.signal.throwIfAborted();
    terminal.progress(`reading reports: ${at} of ${executions.length}`);
    rows.push(...(await Promise.all(executions.slice(at, at + AT_ONCE).map((execution) => listed(execution, deployed)))));
  }
  terminal.progress('');
  terminal.out(given.yes('json') ? jsonText(rows) : tableOf(rows, given, terminal));
  return 0;
}

function limitOf(given: Given): number {
  const text = given.text('limit') ?? '20';
  const limit = Number(text);
  if (/^\d{1,3}$/.test(text) && limit >= 1 && limit <= 200) return limit;
  throw new InputError(`--limit '${text}' must be a number from 1 to 200`);
}

function statusOf(given: Given): Status | undefined {
  const text = given.text('status');
  const status = STATUSES.find((known) => known === text);
  if (text !== undefined && status === undefined) throw new InputError(`--status '${text}' must be one of ${STATUSES.join(', ')}`);
  return status;
}

interface Listed extends Execution {
  readonly severity?: Severity | undefined;
  readonly verdict?: string;
  readonly title?: string;
}

/** With the headline of its last report. A report that cannot be read costs only its headline. */
async function listed(execution: Execution, deployed: Deployed): Promise<Listed> {
  if (execution.status === 'running') return execution;
  for (const id of [secondLookOf(execution.id), execution.id]) {
    const report = await kept.report(deployed.folder(id, { most: LARGEST })).catch(() => undefined);
    if (report === undefined) continue;
    const { severity, verdict, title } = headlineOf(report);
    return { ...execution, severity, verdict, title };
  }
  return execution;
}

function tableOf(rows: readonly Listed[], given: Given, { width, colour }: Terminal): string {
  const lines = rows.flatMap(({ id, status, started, severity, verdict, title }): Line[] => [
    [{ text: id, paint: 'bold' }, `  ${moment(started)}  ${status}`],
    ...(verdict === undefined ? [] : [severityLine(severity, verdict)]),
    ...(title === undefined ? [] : hanging('    ', title, width)),
  ]);
  const last = rows.length === 0 ? 'No investigation that fits.' : `'${commandAbout(given, 'report ID')}' shows one.`;
  return draw([...lines, ...(rows.length === 0 ? [] : [[]]), [last]], colour);
}

const severityLine = (severity: Severity | undefined, verdict: string): Line =>
  severity === undefined ? ['    ', verdict] : ['    ', { text: severity.toUpperCase(), paint: severity }, ` ${verdict}`];
