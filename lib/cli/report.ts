import { secondLookOf } from '../core/begin.ts';
import { InputError } from '../core/errors.ts';
import { kept } from '../core/kept.ts';
import { linesForTerminal } from '../core/render/escape.ts';
import { shellWord } from '../core/rerun.ts';
import { ANSWER_FLAGS, tell, tellingOf } from './answer.ts';
import type { Deployed, LoadCloud } from './cloud.ts';
import { CLOUD_FLAGS, commandAbout, deployedFor, idIn } from './cloud-flags.ts';
import type { Command } from './command.ts';
import type { Given } from './given.ts';
import type { Machine } from './machine.ts';
import type { Terminal } from './terminal.ts';

/** `trailwarden report`. */
export const reportCommand = (machine: Machine, load: LoadCloud): Command => ({
  name: 'report',
  summary: 'Show the report of an investigation on AWS, or copy its whole folder here',
  usage: 'ID [--json] [--html FILE] [--save DIR]',
  words: 'one',
  details: `With --save, 'trailwarden replay DIR' asks the evidence again on this machine. Every file is
checked against the folder's manifest on its way. Where a second look followed, its report
has an id of its own, which this names.

Ends like 'trailwarden investigate'. Needs the stack's policy for readers (its output
ReaderPolicyArn); --save also reads the evidence, which the bucket's policy denies to all but
the roles that the settings name (access.custodians).`,
  flags: {
    html: { type: 'string', value: 'FILE', about: 'Write the page for a browser into a new file' },
    save: { type: 'string', value: 'DIR', about: 'Copy the investigation into a new folder' },
    ...ANSWER_FLAGS,
    ...CLOUD_FLAGS,
  },
  examples: [
    'trailwarden report 20261118t022137z-71859c451d62',
    'trailwarden report 20261118t022137z-71859c451d62 --html report.html --save ./case-7',
  ],
  run: (given, terminal) => run(given, terminal, { machine, load }),
});

async function run(given: Given, terminal: Terminal, { machine, load }: { machine: Machine; load: LoadCloud }): Promise<number> {
  const [telling, id, html, folder] = [tellingOf(given), idIn(given), given.text('html'), given.text('save')];
  for (const path of [html, folder]) refuseExisting(path, machine);
  const deployed = await deployedFor(given, load);
  const report = await kept.report(deployed.folder(id));
  if (report === undefined) throw new InputError(await whyNone(id, deployed, given));
  if (html !== undefined) await deployed.copyFile(id, 'report.html', html);
  if (folder !== undefined) await deployed.copyFolder(id, folder, { signal: terminal.signal, tell: terminal.progress });
  const code = tell(report, telling, terminal);
  const second = (await deployed.folder(secondLookOf(id)).get('manifest.json')) !== undefined;
  if (!telling.json) terminal.out(linesForTerminal(afterwards({ id, html, folder, second }, given)));
  return code;
}

function refuseExisting(path: string | undefined, machine: Machine): void {
  if (path !== undefined && machine.exists(path)) throw new InputError(`'${path}' exists already; give a new name`);
}

async function whyNone(id: string, deployed: Deployed, given: Given): Promise<string> {
  const execution = await deployed.execution(id);
  if (execution === undefined) return `no investigation '${id}' in this deployment in ${deployed.region} ('trailwarden list' shows them)`;
  if (execution.status === 'running') return `${id} is still running; '${commandAbout(given, `watch ${id}`)}' waits for its report`;
  return `${id} ${execution.status} and left no report; its states: ${deployed.pageOf(id)}`;
}

interface Afterwards {
  readonly id: string;
  readonly html: string | undefined;
  readonly folder: string | undefined;
  readonly second: boolean;
}

function afterwards({ id, html, folder, second }: Afterwards, given: Given): string {
  const lines = [
    ...(second ? [`A second look followed: ${commandAbout(given, `report ${secondLookOf(id)}`)}`] : []),
    ...(html === undefined ? [] : [`In full: ${html}`]),
    ...(folder === undefined ? [] : [`Ask the evidence again: trailwarden replay ${shellWord(folder)}`]),
  ];
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}
