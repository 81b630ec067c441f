import { describe, expect, it } from 'vitest';
import { Plan } from '../../lib/core/plan.ts';
import { planFor } from '../../lib/core/plan-for.ts';
import { rolePolicies } from '../../lib/core/policy.ts';
import { catalogueOf } from '../../lib/core/runbook/catalogue.ts';
import { localMachine } from '../../lib/local/machine.ts';
import { only } from './alarm/only.ts';
import { filesIn, present, read } from './alarm/shared-data.ts';
import { planningWith } from './example-alarm.ts';

const catalogue = catalogueOf(localMachine.runbookFiles());
const planning = planningWith({ catalogue, now: Date.parse('2026-11-01T00:00:00Z') });

describe.skipIf(!present)('plans for the attack cases (skipped where ../shared/data is absent)', () => {
  const files = filesIn('cases/*/alarm-*.json');

  it.each(files)('%s has one that is whole, runs something and fits into policies', (file) => {
    const plan = planFor(only(JSON.parse(read(file))), planning);
    expect(Plan.parse(plan)).toEqual(plan);
    expect(plan.runbooks.length).toBeGreaterThan(0);
    expect(plan.runbooks.length).toBeLessThanOrEqual(planning.settings.limits.runbooks);
    expect(rolePolicies(plan).widened).toEqual([]);
  });
});
