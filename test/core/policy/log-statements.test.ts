import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../lib/core/plan.ts';
import { mayRead, rolePolicies } from '../../../lib/core/policy.ts';
import { arbitraryPlan, daysAfter, REGIONS } from '../arbitrary-plan.ts';
import { planWith } from '../example-plan.ts';
import { decide } from './decision.ts';
import {
  daysOf,
  folderInOtherAccounts,
  folderInOtherRegions,
  folderOnOtherDays,
  type LogFolder,
  logArn,
  logFile,
  plannedFolder,
} from './log-file.ts';

type Context = Record<string, string | string[]>;
const read = (plan: Plan, folder: LogFolder, context: Context = {}) =>
  decide(plan, rolePolicies(plan), { action: 's3:GetObject', resource: logArn(plan, folder), context });

/** The folder as Athena lists it. */
const list = (plan: Plan, folder: LogFolder) => {
  const bucket = `arn:${plan.place.partition}:s3:::${plan.place.logs.bucket}`;
  const prefix = logFile(plan, folder).replace(/[^/]+$/, '');
  return decide(plan, rolePolicies(plan), { action: 's3:ListBucket', resource: bucket, context: { 's3:prefix': prefix } });
};

/** Each sentence begins with what is wider. */
const kindsOf = (widened: readonly string[]) => widened.map((sentence) => sentence.split(' ', 1)[0]);

const withFolder = (plans: fc.Arbitrary<Plan>) => plans.chain((plan) => fc.tuple(fc.constant(plan), plannedFolder(plan)));
const some = withFolder(arbitraryPlan());
const exact = some.filter(([plan]) => rolePolicies(plan).widened.length === 0);

describe('log files of the plan', () => {
  test('may be listed and read, through Athena and before the deadline only', async () => {
    await fc.assert(
      fc.asyncProperty(some, async ([plan, folder]) => {
        expect(await read(plan, folder)).toBe('Allowed');
        expect(await list(plan, folder)).toBe('Allowed');
        expect(await read(plan, folder, { 'aws:CalledVia': [] })).not.toBe('Allowed');
        expect(await read(plan, folder, { 'aws:CurrentTime': plan.access.deadline })).not.toBe('Allowed');
      }),
    );
  });
});

describe('log files outside an exact role', () => {
  test.each([
    ['on other days', folderOnOtherDays],
    ['of other accounts', folderInOtherAccounts],
    ['of other Regions', folderInOtherRegions],
  ])('may be neither listed nor read: %s', async (_, elsewhere) => {
    await fc.assert(
      fc.asyncProperty(exact, async ([plan, folder]) => {
        for (const other of elsewhere(plan, folder).slice(0, 4)) {
          expect(await read(plan, folder)).toBe('Allowed');
          expect([other, await read(plan, other)]).not.toEqual([other, 'Allowed']);
          expect([other, await list(plan, other)]).not.toEqual([other, 'Allowed']);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a role that is wider than its plan', () => {
  test.each([
    [5, []],
    [20, ['Days']],
    [33, ['Regions']],
    [45, ['Days', 'Regions']],
    [60, ['Accounts']],
    [400, ['Accounts']],
  ])('for four months in all Regions by name and %i accounts is wider in %j', (count, kinds) => {
    const accounts = Array.from({ length: count }, (_, number) => String(100_000_000_000 + number));
    const plan = planWith({ reads: { firstDay: '2026/03/02', lastDay: '2026/06/28', accounts, regions: [...REGIONS] } });
    expect(kindsOf(rolePolicies(plan).widened)).toEqual(kinds);
  });

  const large = withFolder(arbitraryPlan({ accounts: { least: 20, most: 160 }, regions: { least: 10 } }));

  test('says so of days, Regions and accounts exactly where it is', () => {
    fc.assert(
      fc.property(fc.oneof(some, large), ([plan, folder]) => {
        const policies = rolePolicies(plan);
        const isOpen = (folders: readonly LogFolder[]) => folders.some((other) => mayRead(policies, logFile(plan, other)));
        const planned = new Set(daysOf(plan));
        const otherDays = Array.from({ length: 1_300 }, (_, i) => daysAfter(folder.day, i - 650)).filter((day) => !planned.has(day));
        const open = {
          Days: isOpen(otherDays.map((day) => ({ ...folder, day }))),
          Regions: isOpen(folderInOtherRegions(plan, folder)),
          Accounts: isOpen(folderInOtherAccounts(plan, folder)),
        };
        const wider = Object.entries(open).flatMap(([kind, isWider]) => (isWider ? [kind] : []));
        expect(kindsOf(policies.widened)).toEqual(wider);
      }),
      { numRuns: 200 },
    );
  });

  test('keeps to exact days and Regions where only its accounts are too many', () => {
    const tooMany = withFolder(arbitraryPlan({ accounts: { least: 300, most: 320 } }));
    fc.assert(
      fc.property(tooMany, ([plan, folder]) => {
        fc.pre(plan.reads.accounts !== 'all' && daysOf(plan).length < 8);
        const policies = rolePolicies(plan);
        expect(policies.widened).toHaveLength(1);
        const others = [...folderOnOtherDays(plan, folder), ...folderInOtherRegions(plan, folder)];
        expect(others.filter((other) => mayRead(policies, logFile(plan, other)))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
