import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conclude } from '../../lib/core/conclude.ts';
import { gather } from '../../lib/core/gather.ts';
import { investigate } from '../../lib/core/investigate.ts';
import { Report } from '../../lib/core/report.ts';
import { catalogue, fakeWorld, plan } from './fake-world.ts';
import { memoryFolder } from './memory-folder.ts';

const now = Date.parse('2026-06-03T00:02:00Z');
const versions = { trailwarden: '0.1.0' };

/** A folder as a whole investigation leaves it, and its report. */
async function whole() {
  const { folder, texts } = memoryFolder();
  const { world } = fakeWorld();
  const report = await investigate(plan, { ...world, folder });
  return { report, texts };
}
const concluded = async (texts: Map<string, string>, unfinished: { state: string; error: string }[] = []) => {
  const gathered = await gather(memoryFolder(texts).folder, { catalogue, unfinished, now });
  return gathered && conclude({ ...gathered, versions, seconds: 0 });
};

describe('a folder', () => {
  test('gives the report again that the investigation gave', async () => {
    const { report, texts } = await whole();
    expect(await concluded(texts)).toEqual(report);
  });

  test('without a plan gives none', async () => {
    expect(await concluded(new Map())).toBeUndefined();
  });

  test('says of each missing answer which verb did not end, and keeps the others', async () => {
    const { texts } = await whole();
    texts.delete('answers/keys-2.json');
    const report = await concluded(texts, [{ state: 'keys', error: 'Lambda.Unknown' }]);
    expect(report?.failures).toEqual(
      ['new-keys', 'timeline'].map((step) => ({ runbook: 'keys', step, reason: 'keys ended with Lambda.Unknown' })),
    );
    expect(report?.findings).toHaveLength(1);
    expect(report?.investigation.status).toBe('incomplete');
  });

  test('never calls access gone without a receipt', async () => {
    const { texts } = await whole();
    texts.delete('receipt.json');
    const report = await concluded(texts, [{ state: 'Revoke', error: 'RevokeUnproved' }]);
    expect(report?.access.receipt).toMatchObject({ gone: false, proof: expect.stringContaining('Revoke ended with RevokeUnproved') });
    expect(report?.unknown[0]).toMatch(/^Access is not proven to be gone\./);
  });

  test('that lost any of its files still gives a report, which is never called complete', async () => {
    const { texts } = await whole();
    const names = [...texts.keys()].filter(
      (name) => !['plan.json', 'plan-2.json', 'manifest.json', 'report.json', 'grant.json'].includes(name),
    );
    await fc.assert(
      fc.asyncProperty(fc.subarray(names, { minLength: 1 }), async (lost) => {
        const report = Report.parse(await concluded(new Map([...texts].filter(([name]) => !lost.includes(name)))));
        expect(report.investigation.status).toBe('incomplete');
      }),
    );
  });
});
