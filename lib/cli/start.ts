import { createHash } from 'node:crypto';
import { parseAlarms } from '../core/alarm/parse.ts';
import type { Beginning } from '../core/begin.ts';
import { InputError } from '../core/errors.ts';
import { linesForTerminal } from '../core/render/escape.ts';
import { jsonText } from '../core/render/json.ts';
import { bytes, count } from '../core/render/quantity.ts';
import { timestamp } from '../core/time.ts';
import { ANSWER_FLAGS, tellingOf } from './answer.ts';
import type { LoadCloud } from './cloud.ts';
import { CLOUD_FLAGS, commandAbout, deployedFor } from './cloud-flags.ts';
import type { Command } from './command.ts';
import type { Given } from './given.ts';
import type { Machine } from './machine.ts';
import { oneFinding } from './one-finding.ts';
import { REQUEST_FLAGS, type Request, requestOf } from './request.ts';
import type { Terminal } from './terminal.ts';
import { watchAndTell } from './watch.ts';

const { settings: _, set: __, ...ASKED } = REQUEST_FLAGS;
/** Of an execution's input, in bytes. Source: Step Functions Developer Guide, "Quotas". */
const LONGEST_INPUT = 262_144;

/** `trailwarden start`. */
export const startCommand = (machine: Machine, load: LoadCloud): Command => ({
  name: 'start',
  summary: 'Start an investigation on AWS, by hand',
  usage: '(--alarm FILE | --runbook ID --from TIME --to TIME --reason TEXT) [--watch]',
  words: 'none',
  details: `Checks the request here first, as 'trailwarden plan' does, then starts the deployed state
machine, which plans it with the deployed runbooks and settings. Anyone who may start it can
say whose request it is: CloudTrail knows who it really was.

Needs states:StartExecution, and cloudformation:DescribeStacks to find the deployment.`,
  flags: {
    ...ASKED,
    minutes: { type: 'string', value: '15|60', about: 'Life of the temporary role (default: as deployed)' },
    watch: { type: 'boolean', short: 'w', about: "Then do as 'trailwarden watch'" },
    ...ANSWER_FLAGS,
    ...CLOUD_FLAGS,
  },
  examples: [
    'trailwarden start --alarm finding.json --watch',
    'trailwarden start --alarm - --region eu-west-1 < event.json',
    'trailwarden start --runbook access-key-activity --param accessKeyId=AKIA… \\\n    --from 2026-06-01 --to 2026-06-03 --reason "audit of a leaver" --watch --fail-on high',
  ],
  run: (given, terminal) => run(given, terminal, { machine, load }),
});

async function run(given: Given, terminal: Terminal, { machine, load }: { machine: Machine; load: LoadCloud }): Promise<number> {
  const telling = tellingOf(given);
  const minutes = minutesOf(given);
  refuseMixture(given);
  const request = await requestOf(given, machine, terminal);
  const beginning = { ...beginningOf(request), ...(minutes === undefined ? {} : { minutes }) };
  refuseLong(beginning);
  const deployed = await deployedFor(given, load);
  const startedBy = `${await deployed.caller()} (as claimed)`.slice(0, 300);
  const input = JSON.stringify({ ...beginning, startedBy } satisfies Beginning);
  const id = nameFor(input, terminal.now());
  await deployed.start(id, input);
  if (given.yes('watch')) {
    terminal.error(linesForTerminal(`started ${id}\n`));
    return watchAndTell({ id, fresh: true, telling }, { given, deployed, terminal });
  }
  terminal.out(telling.json ? jsonText({ id, startedBy, page: deployed.pageOf(id) }) : started(id, request, given));
  return 0;
}

const MINUTES: Readonly<Record<string, 15 | 60>> = { 15: 15, 60: 60 };

function minutesOf(given: Given): 15 | 60 | undefined {
  const text = given.text('minutes');
  if (text === undefined) return undefined;
  const minutes = MINUTES[text];
  if (minutes === undefined) throw new InputError(`--minutes '${text}' must be 15 or 60`);
  return minutes;
}

/** The deployed machine takes an alarm as it is; to look elsewhere is another request. */
function refuseMixture(given: Given): void {
  if (given.text('alarm') === undefined) return;
  const added = ['runbook', 'param', 'from', 'to', 'reason'].filter((name) => given.texts(name).length > 0);
  if (added.length === 0) return;
  throw new InputError(
    `--${added.join(', --')} cannot be given with --alarm here; leave out --alarm, or use 'trailwarden investigate' over a copy of the logs`,
  );
}

const beginningOf = ({ plan: { alarm }, received }: Request): Beginning =>
  alarm.kind === 'manual' ? { request: received } : { alarm: oneFinding(received, parseAlarms(received), alarm.id) };

/** The claim of who started it takes up to 300 characters besides. */
function refuseLong(beginning: Beginning): void {
  const size = Buffer.byteLength(JSON.stringify(beginning)) + 400;
  if (size <= LONGEST_INPUT) return;
  throw new InputError(
    `the alarm is ${bytes(size)}, and Step Functions takes ${bytes(LONGEST_INPUT)}; use 'trailwarden investigate' over a copy of the logs`,
  );
}

/** The same request twice within a second is one investigation. */
const nameFor = (input: string, now: number): string =>
  `${timestamp(now).replace(/[-:]/g, '').toLowerCase()}-${createHash('sha256').update(input).digest('hex').slice(0, 12)}`;

function started(id: string, { plan: { alarm, runbooks } }: Request, given: Given): string {
  const how = alarm.sample ? 'a sample, so no access is opened' : count(runbooks.length, 'runbook');
  return linesForTerminal(
    `Started ${id} (${how}).\n\nSee how it goes: ${commandAbout(given, `watch ${id}`)}\nStop it:         ${commandAbout(given, `stop ${id}`)}\n`,
  );
}
