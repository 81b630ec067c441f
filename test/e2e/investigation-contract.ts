import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { Grant } from '../../lib/core/investigation.ts';
import { Plan } from '../../lib/core/plan.ts';
import { rolePolicies } from '../../lib/core/policy.ts';
import type { Report } from '../../lib/core/report.ts';
import type { World } from './world.ts';

/** An investigation that ended. */
export interface Ended {
  readonly world: World;
  readonly id: string;
}

const Manifest = z.object({ files: z.record(z.string(), z.string()), versions: z.record(z.string(), z.string()) });

/** What holds of every investigation that went well, on the emulator as on AWS. `given` is called once. */
export function investigationContract(given: () => Promise<Ended>): void {
  let world: World;
  let id: string;
  let report: Report;
  beforeAll(async () => {
    ({ world, id } = await given());
    expect((await world.ended(id)).status).toBe('SUCCEEDED');
    report = await world.report(id);
  });
  const json = async (name: string): Promise<unknown> => JSON.parse((await world.text(id, name)) ?? 'null');

  it('leaves a whole folder', async () => {
    const files = await world.files(id);
    const { runbooks } = Plan.parse(await json('plan.json'));
    const answers = runbooks.map((runbook) => `answers/${runbook.id}.json`);
    const always = [
      'alarm.json',
      'coverage.json',
      'evidence/pass-1.json',
      'grant.json',
      'manifest.json',
      'plan.json',
      'receipt.json',
      'report.html',
      'report.json',
    ];
    expect(files).toEqual(expect.arrayContaining([...always, ...answers]));
    expect(await world.text(id, 'report.html')).toContain('<html');
  });

  it('ends it with the fingerprint of every file', async () => {
    const { files, versions } = Manifest.parse(await json('manifest.json'));
    const named = (await world.files(id)).filter((name) => name !== 'manifest.json' && !name.startsWith('results/'));
    expect(Object.keys(files).toSorted()).toEqual(named);
    expect(Object.keys(versions)).toContain('trailwarden');
    for (const name of named.filter((file) => file.endsWith('.json'))) {
      expect(
        createHash('sha256')
          .update((await world.text(id, name)) ?? '')
          .digest('hex'),
        name,
      ).toBe(files[name]);
    }
  });

  it('had the access that its plan says, and no more', async () => {
    const plan = Plan.parse(await json('plan.json'));
    const { policies, deadline, roleArn } = Grant.parse(await json('grant.json'));
    expect(policies).toEqual(rolePolicies({ ...plan, access: { ...plan.access, deadline } }));
    expect(report.access.policies).toEqual(policies);
    expect(roleArn).toContain(`:role${world.rolePath}tw-${id}`);
  });

  it('proves that the access is gone', async () => {
    expect(report.access.receipt).toMatchObject({ kind: 'role', gone: true });
    expect(await world.roles()).not.toContain(`tw-${id}`);
  });

  it('says how complete it is', () => {
    expect(report.failures).toEqual([]);
    expect(report.investigation.status).toBe('complete');
    expect(report.coverage.files).toBeGreaterThan(0);
  });
}
