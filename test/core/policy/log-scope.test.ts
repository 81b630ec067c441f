import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logScopes } from '../../../lib/core/policy/log-scope.ts';
import { arbitraryPlan, daysAfter } from '../arbitrary-plan.ts';
import { daysOf } from './log-file.ts';

const scopesOf = (firstDay: string, lastDay: string) =>
  logScopes({ firstDay, lastDay, accounts: ['111122223333'], regions: ['us-east-1'] });
const exact = (firstDay: string, lastDay: string) => scopesOf(firstDay, lastDay)[0]?.days;
const isNamed = (names: readonly string[], day: string): boolean => names.some((name) => day.startsWith(name));

describe('the days of a plan', () => {
  test.each([
    ['one day', '2026/06/01', '2026/06/01', ['2026/06/01']],
    ['two days over a new year', '2025/12/31', '2026/01/01', ['2025/12/31', '2026/01/01']],
    ['the first nine days, which no day 00 keeps from being ten', '2026/06/01', '2026/06/09', ['2026/06/0']],
    ['the second ten', '2026/06/10', '2026/06/19', ['2026/06/1']],
    ['a month of thirty days', '2026/06/01', '2026/06/30', ['2026/06']],
    ['the last day of a month of thirty-one', '2026/07/30', '2026/07/31', ['2026/07/3']],
    ['a February', '2025/02/01', '2025/02/28', ['2025/02']],
    ['a February with its leap day', '2024/02/01', '2024/02/29', ['2024/02']],
    [
      'a February but for its leap day',
      '2024/02/01',
      '2024/02/28',
      ['2024/02/0', '2024/02/1', ...Array.from({ length: 9 }, (_, i) => `2024/02/2${i}`)],
    ],
    ['a year', '2024/01/01', '2024/12/31', ['2024']],
    ['a year and a day', '2024/01/01', '2025/01/01', ['2024', '2025/01/01']],
  ])('are named as briefly as possible: %s', (_, firstDay, lastDay, names) => {
    expect(exact(firstDay, lastDay)).toEqual(names);
  });

  test('are all named and no other, for any span', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        const names = logScopes(plan.reads)[0]?.days ?? [];
        const around = Array.from({ length: 900 }, (_, i) => daysAfter(plan.reads.firstDay, i - 390));
        expect(around.filter((day) => isNamed(names, day))).toEqual(daysOf(plan));
      }),
    );
  });

  test('are rounded to tens, months and years, in this order', () => {
    expect(
      scopesOf('2025/12/31', '2026/01/12')
        .slice(0, 4)
        .map((scope) => scope.days),
    ).toEqual([
      ['2025/12/31', '2026/01/0', '2026/01/10', '2026/01/11', '2026/01/12'],
      ['2025/12/3', '2026/01/0', '2026/01/1'],
      ['2025/12', '2026/01'],
      ['2025', '2026'],
    ]);
  });
});

describe('scopes', () => {
  test('widen days before Regions and Regions before accounts, and start again from exact days', () => {
    const steps = scopesOf('2025/12/31', '2026/01/12').map(({ days, regions, accounts }) =>
      [days.length, regions[0], accounts[0]].join(' '),
    );
    expect(steps).toEqual(
      ['us-east-1 111122223333', '* 111122223333', 'us-east-1 *', '* *'].flatMap((names) => [5, 3, 2, 2].map((days) => `${days} ${names}`)),
    );
  });

  test('say of each step what it widens, and nothing of the first', () => {
    const kinds = scopesOf('2025/12/31', '2026/01/12').map(({ widened }) => widened.map((sentence) => sentence.split(' ', 1)[0]));
    expect(kinds[0]).toEqual([]);
    expect(kinds[5]).toEqual(['Days', 'Regions']);
    expect(kinds.at(-1)).toEqual(['Days', 'Regions', 'Accounts']);
  });
});
