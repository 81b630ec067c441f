import { beforeAll, describe, expect, test } from 'vitest';
import { tasksOf } from './execution.ts';
import { functions } from './functions.ts';
import { history, type System } from './history.ts';
import { machines } from './machines.ts';
import type { Script } from './script.ts';

let system: System;
beforeAll(async () => {
  system = { ...machines(), functions: await functions() };
});

/** Nothing goes wrong, and nobody comes from outside but EventBridge's word of the end. */
const quiet: Script = { seed: 2, begins: 'request', mishaps: [], told: [1_000], sweeps: [], redrives: [], lag: 3_000 };

describe('the synthesized machines', () => {
  test('have a real function behind every state that calls one', () => {
    const called = [system.investigation, system.aftermath].flatMap(tasksOf).map((task) => task.function);
    expect([...new Set(called)].toSorted()).toEqual(['collect', 'follow', 'grant', 'plan', 'publish', 'revoke', 'run', 'settle']);
    expect(Object.keys(system.functions)).toEqual(expect.arrayContaining(called));
  });

  // aws-local-stepfunctions 3.0.0 passes over these in silence, so that a machine with them would not be the one that is run here.
  test.each([
    'QueryLanguage',
    'Assign',
    'Arguments',
    'Output',
    'HeartbeatSeconds',
    'ItemReader',
    'ItemBatcher',
    'ResultWriter',
    'Credentials',
  ])('do without %s', (field) => expect(JSON.stringify([system.investigation, system.aftermath])).not.toContain(`"${field}"`));
});

describe('an investigation in which nothing goes wrong', () => {
  test.each([
    ['a request', { begins: 'request' }, 1],
    ['an alarm', { begins: 'alarm' }, 1],
    ['an alarm whose own event arrives late, so that there is a second look', { begins: 'alarm', seed: 1 }, 2],
    ['a sample', { begins: 'sample' }, 0],
  ] as const)('of %s succeeds and leaves no role, whether or not anybody comes from outside', async (_, begin, roles) => {
    for (const told of [[], [1_000], [1_000, 60_000]]) {
      const outcome = await history({ ...quiet, ...begin, told }, system);
      expect(outcome).toMatchObject({ ends: ['SUCCEEDED'], created: roles, left: [], leftAfterSweep: [], usable: [] });
    }
  });
});

const STATES = ['Plan', 'Settle', 'Grant', 'Collect', 'RunRunbook', 'Follow', 'Revoke', 'Publish'] as const;

describe('an execution that ended badly', () => {
  const ways = [{ what: 'ABORTED' }, { what: 'TIMED_OUT' }, { what: 'throw', error: 'States.Runtime' }] as const;
  test.each(STATES)('at %s may be redriven within a moment or days later: no role is left and none was usable too long', async (state) => {
    for (const way of ways) {
      for (const at of ['before', 1, 'after'] as const) {
        for (const redrive of [5_000, 14 * 24 * 60 * 60_000]) {
          const outcome = await history({ ...quiet, mishaps: [{ state, nth: 1, at, ...way }], redrives: [redrive] }, system);
          expect(outcome).toMatchObject({ left: [], leftAfterSweep: [], usable: [] });
        }
      }
    }
  });
});

test('a creator that is held up until all is over takes away what it created, with nobody else to do it', async () => {
  let created = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const at = 1 + (seed % 4);
    const ended = { state: 'Grant', nth: 1, at, what: 'ABORTED' } as const;
    const outcome = await history({ ...quiet, seed: seed * 2, mishaps: [ended, { ...ended, what: 'stall' }], told: [500] }, system);
    expect(outcome).toMatchObject({ ends: ['ABORTED'], left: [] });
    created += outcome.created;
  }
  expect(created).toBeGreaterThan(10);
});
