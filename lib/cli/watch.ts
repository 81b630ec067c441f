import { secondLookOf } from '../core/begin.ts';
import { InputError } from '../core/errors.ts';
import { kept } from '../core/kept.ts';
import { linesForTerminal } from '../core/render/escape.ts';
import type { Report } from '../core/report.ts';
import { ANSWER_FLAGS, type Telling, tell, tellingOf } from './answer.ts';
import type { Deployed, Execution, LoadCloud } from './cloud.ts';
import { CLOUD_FLAGS, commandAbout, deployedFor, idIn } from './cloud-flags.ts';
import type { Command } from './command.ts';
import { courseOf } from './course.ts';
import type { Given } from './given.ts';
import type { Machine } from './machine.ts';
import type { Terminal } from './terminal.ts';

/** Milliseconds between two looks. */
const PAUSE = 2500;
/** DescribeExecution is eventually consistent: so many looks may miss what was just started. Source: Step Functions API Reference. */
const PATIENCE = 6;

/** `trailwarden watch`. */
export const watchCommand = (_: Machine, load: LoadCloud): Command => ({
  name: 'watch',
  summary: 'Follow an investigation on AWS as it runs, then show its report',
  usage: 'ID [--json]',
  words: 'one',
  details: `States are told on the error stream as they pass, the report on the output. Where the
alarm's own event had not arrived, the machine waits for half an hour and looks once more;
this waits with it, and Ctrl-C stops only the watching.

Ends with 0; with 1 where --fail-on says so; with 2 for bad input; with 3 if the
investigation failed or is incomplete. Needs the stack's policy for readers (its output
ReaderPolicyArn).`,
  flags: { ...ANSWER_FLAGS, ...CLOUD_FLAGS },
  examples: ['trailwarden watch 20261118t022137z-71859c451d62', 'trailwarden watch 20261118t022137z-71859c451d62 --json --fail-on high'],
  run: async (given, terminal) => {
    const [telling, id] = [tellingOf(given), idIn(given)];
    return watchAndTell({ id, fresh: false, telling }, { given, deployed: await deployedFor(given, load), terminal });
  },
});

/** What to watch; `fresh`: it was started just now, so it may take a moment to be seen. */
interface Watching {
  readonly id: string;
  readonly fresh: boolean;
  readonly telling: Telling;
}

interface Surroundings {
  readonly given: Given;
  readonly deployed: Deployed;
  readonly terminal: Terminal;
}

/** Follows an execution to its end and tells its last report; resolves to the exit code that both call for. */
export async function watchAndTell(watching: Watching, surroundings: Surroundings): Promise<number> {
  const { deployed, terminal } = surroundings;
  const execution = await untilItEnds(watching, surroundings);
  terminal.progress('');
  const report = await lastReport(watching.id, deployed);
  const failed = execution.status !== 'succeeded';
  if (report === undefined || failed) {
    terminal.error(`trailwarden: ${linesForTerminal(howItEnded(execution, deployed))}\n`);
  }
  if (report === undefined) return 3;
  const code = tell(report, watching.telling, terminal);
  return failed && code === 0 ? 3 : code;
}

async function untilItEnds({ id, fresh }: Watching, { given, deployed, terminal }: Surroundings): Promise<Execution> {
  let told = 0;
  for (let missed = 0; ; ) {
    const execution = await deployed.execution(id);
    if (execution === undefined) refuseUnknown(id, fresh && ++missed < PATIENCE, deployed);
    else {
      const { lines, now } = courseOf(await deployed.happenings(id), terminal.now());
      if (lines.length > told) terminal.progress('');
      for (const line of lines.slice(told)) terminal.error(`${linesForTerminal(line)}\n`);
      told = lines.length;
      if (execution.status !== 'running') return execution;
      terminal.progress(linesForTerminal(now));
    }
    await deployed.pause(PAUSE, terminal.signal);
    if (terminal.signal.aborted) throw new Error(`the investigation goes on; '${commandAbout(given, `watch ${id}`)}' takes it up again`);
  }
}

function refuseUnknown(id: string, isPatient: boolean, { region }: Deployed): void {
  if (isPatient) return;
  throw new InputError(`no investigation '${id}' in this deployment in ${region} ('trailwarden list' shows those of the last 90 days)`);
}

/** Of the second look, where there was one. */
const lastReport = async (id: string, deployed: Deployed): Promise<Report | undefined> =>
  (await kept.report(deployed.folder(secondLookOf(id)))) ?? (await kept.report(deployed.folder(id)));

const howItEnded = ({ id, status, failure }: Execution, deployed: Deployed): string =>
  [
    status === 'succeeded' ? `${id} ended without a report` : `${id} ${status}${failure === undefined ? '' : `: ${failure}`}`,
    `its states: ${deployed.pageOf(id)}`,
  ].join('\n');
