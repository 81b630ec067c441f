import { usableAfterDeadline } from '../aws/iam/usable.ts';
import { type Account, account } from './account.ts';
import { EXECUTION, inputOf, START } from './begins.ts';
import { type Execution, type Machine, type Position, run } from './execution.ts';
import type { Handler } from './functions.ts';
import { type Fate, type Invocation, invoker, network } from './invocation.ts';
import type { Script } from './script.ts';

/** The machines as they were synthesized, and the real functions behind their states. */
export interface System {
  readonly investigation: Machine;
  readonly aftermath: Machine;
  readonly functions: Readonly<Record<string, Handler>>;
}

/** What a history came to. */
export interface Outcome {
  /** How each run of the execution ended: the first, and those after a redrive. */
  readonly ends: readonly string[];
  /** The most calls to AWS that one invocation of each state's function made. */
  readonly calls: ReadonlyMap<string, number>;
  /** Roles that were created in all. */
  readonly created: number;
  /** Names of the roles that were left when all was quiet, and after one sweep. */
  readonly left: readonly string[];
  readonly leftAfterSweep: readonly string[];
  /** Roles that somebody could have used after their deadline. */
  readonly usable: readonly string[];
}

/** The sweeper comes every five minutes; this is the least time in which IAM has to have caught up with itself. */
const UNTIL_SWEEP = 30_000;

/** Lets one history happen, to its very end: every function, also one that nobody waits for any more, has come to its own. */
export async function history(script: Script, system: System): Promise<Outcome> {
  const here = account(script);
  const invoked = new Map<string, Invocation[]>();
  let running: Execution | undefined;
  const fate: Fate = { ...here.fate, end: (status) => running?.end(status) };
  const disconnect = network(fate);
  try {
    const invoking = { fate, invoked, mishaps: script.mishaps, functions: system.functions };
    const invoke = invoker(invoking);
    const ends: string[] = [];
    const start = (from: Position) => {
      here.executions.set(here.arn, 'RUNNING');
      const machine = { ...system.investigation, StartAt: from.state };
      const execution = run({ machine, invoke, name: EXECUTION, arn: here.arn, input: from.input });
      running = execution;
      execution.ended.then((status) => {
        here.executions.set(here.arn, status);
        ends.push(status);
        for (const after of script.told) setTimeout(() => tell(status), after);
        const redrive = script.redrives[ends.length - 1];
        if (redrive !== undefined && status !== 'SUCCEEDED') setTimeout(() => start(execution.at()), redrive);
      });
    };
    const tell = (status: string) => {
      const [name, arn] = ['told', `${here.arn}-told`];
      run({ machine: system.aftermath, invoke: invoker(invoking, 'Aftermath.'), name, arn, input: wordOf(status) });
    };
    start({ state: system.investigation.StartAt, input: inputOf(script) });
    for (const at of script.sweeps) setTimeout(() => invoke({ state: 'Sweep', function: 'sweep' }, {}).catch(() => {}), at);
    await here.time.quiet();
    const left = namesIn(here);
    await here.time.quiet(UNTIL_SWEEP);
    await here.time.until(system.functions.sweep?.({}) ?? Promise.reject(new Error('no sweeper')));
    const usable = await usableAfterDeadline(here.iam, here.time.now());
    const calls = new Map([...invoked].map(([state, all]) => [state, Math.max(...all.map((one) => one.calls))]));
    return { ends, calls, created: createdIn(here), left, leftAfterSweep: namesIn(here), usable };
  } finally {
    disconnect();
    here.close();
  }
}

const namesIn = ({ iam }: Account): string[] => iam.roles().map(({ name }) => name);

const createdIn = ({ iam }: Account): number => new Set(iam.versions.flatMap(({ roles }) => [...roles.values()].map(({ id }) => id))).size;

/** EventBridge's word of an end. Source: Step Functions Developer Guide, "EventBridge for Step Functions execution status changes". */
const wordOf = (status: string) => ({
  version: '0',
  source: 'aws.states',
  'detail-type': 'Step Functions Execution Status Change',
  detail: {
    name: EXECUTION,
    status,
    startDate: START,
    executionArn: `arn:aws:states:eu-west-1:111122223333:execution:investigations:${EXECUTION}`,
  },
});
