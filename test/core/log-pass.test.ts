import { expect, test } from 'vitest';
import type { Coverage } from '../../lib/core/investigation.ts';
import { logPass } from '../../lib/core/log-pass.ts';
import type { PlannedRunbook } from '../../lib/core/plan.ts';
import { planWith } from './example-plan.ts';

const reads = { firstDay: '2025/12/01', lastDay: '2026/01/02', accounts: 'all', regions: 'all' } as const;
const plan = { ...planWith({ reads }), window: { from: '2026/01/01T06:00:00Z'.replaceAll('/', '-'), to: '2026-01-01T12:00:00Z' } };
const coverageOf = (...places: readonly (readonly [account: string, region: string, day: string])[]): Coverage => ({
  layout: 'partitioned',
  files: places.length,
  bytes: 0,
  partitions: places.map(([account, region, day]) => ({ account, region, day, files: 2, bytes: 10 })),
  missing: [],
  newest: [],
});
const coverage = coverageOf(
  ['2', 'b', '2026/01/01'],
  ['1', 'a', '2026/01/02'],
  ['1', 'b', '2026/01/01'],
  ['3', 'c', '2025/12/30'],
  ['4', 'd', '2026/01/03'],
);
const withBaseline = (baselineFrom: string | undefined): PlannedRunbook => ({
  id: 'r',
  title: 'R',
  severity: 'low',
  because: 'asked for',
  parameters: {},
  sha256: '',
  ...(baselineFrom === undefined ? {} : { baselineFrom }),
});

test('a pass reads from the first day of its window where no runbook has a baseline, whatever follow-ups may read', () => {
  const expected = { accounts: ['1', '2'], regions: ['a', 'b'], firstDay: '2026/01/01', lastDay: '2026/01/02', files: 6 };
  expect(logPass({ ...plan, runbooks: [withBaseline(undefined)] }, coverage)).toEqual(expected);
});

test('a pass reads from the earliest baseline of its runbooks', () => {
  const runbooks = [withBaseline('2025-12-30T06:00:00Z'), withBaseline('2025-12-31T06:00:00Z'), withBaseline(undefined)];
  expect(logPass({ ...plan, runbooks }, coverage)).toMatchObject({ accounts: ['1', '2', '3'], firstDay: '2025/12/30', files: 8 });
});

test('a pass never reads more than its plan may', () => {
  const narrow = { ...plan, reads: { ...reads, firstDay: '2026/01/02', accounts: ['1'], regions: ['a', 'd'] } };
  expect(logPass({ ...narrow, runbooks: [withBaseline('2025-12-01T00:00:00Z')] }, coverage)).toEqual({
    accounts: ['1'],
    regions: ['a'],
    firstDay: '2026/01/02',
    lastDay: '2026/01/02',
    files: 2,
  });
});
