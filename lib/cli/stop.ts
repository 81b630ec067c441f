import { executionOf, secondLookOf } from '../core/begin.ts';
import { InputError } from '../core/errors.ts';
import { linesForTerminal } from '../core/render/escape.ts';
import { MINUTE } from '../core/time.ts';
import type { Deployed, LoadCloud } from './cloud.ts';
import { CLOUD_FLAGS, deployedFor, idIn } from './cloud-flags.ts';
import type { Command } from './command.ts';
import type { Given } from './given.ts';
import type { Machine } from './machine.ts';
import type { Terminal } from './terminal.ts';

const [PAUSE, LONGEST] = [5000, 2 * MINUTE];
/** A grant that was under way creates its role a moment after the stop, and IAM shows a change only after seconds: absence has to last. */
const LOOKS = 4;

/** `trailwarden stop`. */
export const stopCommand = (_: Machine, load: LoadCloud): Command => ({
  name: 'stop',
  summary: 'Stop an investigation on AWS, and see that its temporary role goes',
  usage: 'ID [--reason TEXT]',
  words: 'one',
  details: `The deployment itself takes the role away, within seconds; this looks until it is gone, for
two minutes at most. What was found until then is published.

Ends with 0 once the role is gone, with 3 if it is still there. Needs states:StopExecution,
states:DescribeExecution and iam:ListRoles.`,
  flags: { reason: { type: 'string', value: 'TEXT', about: 'Why, for the record' }, ...CLOUD_FLAGS },
  examples: ['trailwarden stop 20261118t022137z-71859c451d62', 'trailwarden stop 20261118t022137z-71859c451d62 --reason "a drill"'],
  run: (given, terminal) => stop(given, terminal, load),
});

async function stop(given: Given, terminal: Terminal, load: LoadCloud): Promise<number> {
  const id = executionOf(idIn(given));
  const deployed = await deployedFor(given, load);
  const execution = await deployed.execution(id);
  if (execution === undefined)
    throw new InputError(`no investigation '${id}' in this deployment in ${deployed.region} ('trailwarden list' shows them)`);
  if (execution.status === 'running')
    await deployed.stop(id, `${given.text('reason') ?? 'stopped by hand'} (${terminal.user}, as claimed)`);
  const how = execution.status === 'running' ? 'stopped' : `had ended already (${execution.status})`;
  terminal.out(linesForTerminal(`${id} ${how}.\n`));
  const left = await untilGone(id, { deployed, terminal });
  terminal.progress('');
  if (left.length === 0) terminal.out('No role of it exists.\n');
  else terminal.error(linesForTerminal(stillThere(left)));
  return left.length === 0 ? 0 : 3;
}

async function untilGone(id: string, { deployed, terminal }: { deployed: Deployed; terminal: Terminal }): Promise<readonly string[]> {
  const mine = [`tw-${id}`, `tw-${secondLookOf(id)}`];
  const until = terminal.now() + LONGEST;
  for (let absent = 0; ; ) {
    const left = (await deployed.roles()).map(({ name }) => name).filter((name) => mine.includes(name));
    absent = left.length === 0 ? absent + 1 : 0;
    if (absent === LOOKS || (left.length > 0 && terminal.now() >= until)) return left;
    terminal.progress(left.length === 0 ? 'looking whether a role appears' : `waiting until ${left.join(', ')} is gone`);
    await deployed.pause(PAUSE, terminal.signal);
    if (terminal.signal.aborted) throw new Error('whether its role is gone was not seen; run the command again, it may be repeated');
  }
}

const stillThere = (names: readonly string[]): string =>
  `trailwarden: ${names.join(', ')} is still there after 2 minutes. It ends by itself at its deadline, and the sweeper tries every
5 minutes; if it stays, see the log of the function Revoke, and delete the role by hand\n`;
