import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { packageFolder } from '../../lib/local/runbook-folder.ts';
import { resourcesWith } from './synthesized.ts';

const page = readFileSync(packageFolder('docs/cost.md'), 'utf8');
/** The rows of the table of what costs while nothing happens: item, amount, price, alone, beside others. */
const rows = (page.split('## While nothing happens')[1] ?? '')
  .split('\n\n')[1]
  ?.split('\n')
  .slice(2)
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('**', '')),
  );
const items = (rows ?? []).slice(0, -1);
const amountOf = (start: string): number => Number.parseFloat(items.find(([item]) => item?.startsWith(start))?.[1] ?? '');

describe('the page about cost', () => {
  it('adds up', () => {
    const sum = (column: number) => items.reduce((total, row) => total + Number(row[column]), 0).toFixed(2);
    expect(items.length).toBeGreaterThan(8);
    expect(rows?.at(-1)?.slice(3)).toEqual([sum(3), sum(4)]);
    expect(Number(sum(3))).toBeLessThan(3);
  });

  it('counts what the stack has', () => {
    const resources = resourcesWith({});
    const Alarm = z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional() });
    const metrics = resources('AWS::CloudWatch::Alarm').map(
      ({ properties }) => Alarm.parse(properties).Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1,
    );
    expect(amountOf('CloudWatch alarms')).toBe(metrics.reduce((sum, count) => sum + count, 0));
    expect(amountOf('KMS key')).toBe(resources('AWS::KMS::Key').length);
    expect(resources('AWS::SecretsManager::Secret')).toEqual([]);
  });
});
