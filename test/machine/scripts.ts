import { type Mishap, randomFrom, type Script, type What } from './script.ts';

/** The calls to AWS that each state's function makes when nothing goes wrong. */
export type Calls = ReadonlyMap<string, number>;

/** What a state's function may end with, or the machine in its place; the last two of which can neither be caught nor retried. */
const ERRORS = [
  'Error',
  'InputError',
  'ZodError',
  'ExecutionOver',
  'GrantRefused',
  'RoleUnsettled',
  'RoleNotReady',
  'AccessRevoked',
  'StillRunning',
  'QueryThrottled',
  'RevokeUnproved',
  'Throttling',
  'ThrottlingException',
  'Lambda.Unknown',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Sandbox.Timedout',
  'States.Timeout',
  'States.TaskFailed',
  'States.Permissions',
  'States.Runtime',
  'States.DataLimitExceeded',
] as const;
/** What AWS may answer a call with. */
const REFUSALS = ['Throttling', 'AccessDenied', 'ExpiredToken', 'InternalFailure', 'TimeoutError', 'ConcurrentModification'] as const;

type Wrong = Pick<Mishap, 'what' | 'error'>;
const each = (what: What, errors: readonly string[]): Wrong[] => errors.map((error) => ({ what, error }));
const ANYWHERE: readonly Wrong[] = [
  ...each('kill', ['Lambda.Unknown', 'Sandbox.Timedout', 'States.Runtime']),
  { what: 'stall' },
  { what: 'ABORTED' },
  { what: 'TIMED_OUT' },
];
const AT_FUNCTIONS: readonly Wrong[] = [...each('throw', ERRORS), ...ANYWHERE];
const AT_CALLS: readonly Wrong[] = [...each('throw', REFUSALS), ...each('lost', ['TimeoutError', 'InternalFailure']), ...ANYWHERE];

const MINUTE = 60_000;
/** EventBridge tells of an end in a moment, twice, late, or not at all. */
const TOLD: readonly Script['told'][] = [[500], [500, 2 * MINUTE], [20 * MINUTE], []];
const BEGINS = ['request', 'request', 'alarm'] as const;

/** A function polls; its first calls and its last ones are all that differ. */
function positionsOf(calls: number): Mishap['at'][] {
  const nths = Array.from({ length: calls }, (_, index) => index + 1);
  return ['before', 'after', ...(calls <= 14 ? nths : [...nths.slice(0, 9), ...nths.slice(-4)])];
}

/** Everything that can go wrong in one place, at the first time or at every time. */
function* single(calls: Calls): Generator<Mishap> {
  for (const [state, count] of calls) {
    for (const at of positionsOf(count)) {
      for (const wrong of typeof at === 'number' ? AT_CALLS : AT_FUNCTIONS) {
        yield { state, nth: 1, at, ...wrong };
        if (wrong.what === 'throw') yield { state, nth: 'every', at, ...wrong };
      }
    }
  }
}

/** The execution ends while a function is held up at the same place, and goes on when nobody expects it any more. */
function* late(calls: Calls): Generator<readonly Mishap[]> {
  for (const [state, count] of calls) {
    for (const at of positionsOf(count)) {
      for (const what of ['ABORTED', 'TIMED_OUT'] as const) {
        yield [
          { state, nth: 1, at, what },
          { state, nth: 1, at, what: 'stall' },
        ];
      }
    }
  }
}

/**
 * Histories without end, the same ones every time: first everything that can go wrong in one place, then every end of the execution with
 * a function that outlives it, then any of it together.
 */
export function* scripts(calls: Calls): Generator<Script> {
  let seed = 0;
  for (const mishaps of [...single(calls).map((mishap) => [mishap]), ...late(calls)]) {
    seed += 1;
    yield { ...surroundings(seed), mishaps };
  }
  const all = [...single(calls)];
  for (;;) {
    seed += 1;
    const { pick, between } = chance(seed);
    const mishaps = Array.from({ length: between(2, 5) }, () => ({ ...pick(all), nth: pick([1, 1, 2, 3, 'every'] as const) }));
    yield { ...surroundings(seed), mishaps };
  }
}

function chance(seed: number) {
  const random = randomFrom(seed);
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const pick = <T>(all: readonly [T, ...T[]] | readonly T[]): T => {
    const one = all[between(0, all.length - 1)];
    if (one === undefined) throw new Error('there is nothing to choose from');
    return one;
  };
  return { between, pick };
}

function surroundings(seed: number): Omit<Script, 'mishaps'> {
  const { between, pick } = chance(seed ^ 0x5eed);
  const some = (most: number, length: number) => Array.from({ length: between(0, most) }, () => between(0, length));
  return {
    seed,
    begins: pick(BEGINS),
    told: pick(TOLD),
    sweeps: some(3, 30 * MINUTE),
    redrives: pick([[], [], some(2, 40 * MINUTE)]),
    lag: pick([0, 3_000, 8_000]),
  };
}
