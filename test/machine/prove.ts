import { history, type Outcome, type System } from './history.ts';
import { FINAL } from './invocation.ts';
import { randomFrom, type Script } from './script.ts';
import { type Calls, scripts } from './scripts.ts';

/** As many as are made for the whole proof: all that can go wrong in one place, and as much again of it together. */
export const HISTORIES = 6_000;

/** What so many histories came to. */
export interface Proof {
  readonly histories: number;
  readonly created: number;
  /** Histories in which a sweep had to take something away. */
  readonly swept: number;
  /** How the executions ended, and how often. */
  readonly ends: Readonly<Record<string, number>>;
  /** What must not be, each with the script that leads to it. */
  readonly wrong: readonly string[];
}

/** Nothing goes wrong, everybody comes. */
const QUIET: Omit<Script, 'begins'> = { seed: 2, mishaps: [], told: [1_000], sweeps: [60_000], redrives: [], lag: 3_000 };

/** The functions and how many calls each makes, from histories in which nothing goes wrong but that somebody ends one of them. */
export async function callsOf(system: System): Promise<Calls> {
  const aborted = { state: 'Collect', nth: 1, at: 'before', what: 'ABORTED' } as const;
  const all: readonly Script[] = [
    { ...QUIET, begins: 'alarm', mishaps: [aborted] },
    { ...QUIET, begins: 'alarm' },
    { ...QUIET, begins: 'request' },
  ];
  const calls = new Map<string, number>();
  for (const script of all) for (const [state, count] of (await history(script, system)).calls) calls.set(state, count);
  return calls;
}

/** Lets the histories happen, or of `every` so many one, which are the same ones each time. */
export async function prove(system: System, { every = 1 }: { every?: number } = {}): Promise<Proof> {
  const ends: Record<string, number> = {};
  const wrong: string[] = [];
  let [histories, created, swept] = [0, 0, 0];
  // What a client throws and catches while it is configured costs more than all else, for the sake of where it was thrown.
  Error.stackTraceLimit = 0;
  for (const script of scripts(await callsOf(system)).take(HISTORIES)) {
    if (randomFrom(script.seed)() * every >= 1) continue;
    const outcome = await history(script, system);
    histories += 1;
    created += outcome.created;
    swept += outcome.left.length > 0 ? 1 : 0;
    for (const end of outcome.ends) ends[end] = (ends[end] ?? 0) + 1;
    wrong.push(...wrongIn(script, outcome).map((what) => `${what}: ${JSON.stringify(script)}`));
  }
  return { histories, created, swept, ends, wrong };
}

/** A proof in one line. */
export const sentenceOf = ({ histories, created, swept, ends, wrong }: Proof): string =>
  `${histories} histories, ${created} roles created, ${Object.entries(ends)
    .map(([end, count]) => `${end} ${count}`)
    .join(', ')}; a sweep had something to take away in ${swept}; wrong: ${wrong.length}`;

function wrongIn(script: Script, { ends, left, leftAfterSweep, usable }: Outcome): string[] {
  return [
    ...leftAfterSweep.map((role) => `${role} is left after a sweep`),
    ...usable.map((role) => `${role} was usable`),
    ...(isClearedByMachine(script) ? left.map((role) => `${role} is left although the execution could clear up by itself`) : []),
    ...(isClearedFromOutside(script) ? left.map((role) => `${role} is left although somebody was told of the end`) : []),
    ...(ends.length === 0 ? ['the execution did not end'] : []),
  ];
}

/** One function failed before the last verbs, in a way that Catch sees: nobody has to come from outside. */
function isClearedByMachine({ mishaps: [mishap, ...others] }: Script): boolean {
  if (mishap === undefined || others.length > 0 || !['throw', 'lost', 'kill'].includes(mishap.what)) return false;
  return !FINAL.has(mishap.error ?? '') && !/^(Revoke|Publish|Sweep|Aftermath\..*)$/.test(mishap.state);
}

/** EventBridge told of the end and nothing went wrong with what it starts: nobody has to sweep. */
const isClearedFromOutside = ({ told, mishaps }: Script): boolean =>
  told.length > 0 &&
  (mishaps.length === 1 || mishaps.every(({ what }) => what !== 'kill' && what !== 'throw' && what !== 'lost')) &&
  mishaps.every(({ state }) => !state.startsWith('Aftermath.') && state === mishaps[0]?.state);
