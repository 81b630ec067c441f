import { describe, expect, it } from 'vitest';
import { InputError } from '../../lib/core/errors.ts';
import { type Asking, type KeptInvestigation, replay } from '../../lib/core/replay.ts';
import { catalogueWith, stepText } from './example-runbook.ts';
import { catalogue, coverage, evidence, failingAt, fakeWorld, NEW_KEY, plan, policies } from './fake-world.ts';

const receipt = { kind: 'role', revoked: '2026-06-03T00:01:00Z', gone: true, proof: 'It is not listed.' } as const;
const second = { ...plan, runbooks: plan.runbooks.map((planned) => ({ ...planned, parameters: { accessKeyId: [NEW_KEY] } })) };
const kept: KeptInvestigation = {
  rounds: [
    { plan, evidence },
    { plan: second, evidence },
  ],
  coverage,
  policies,
  receipt,
};

function asking(parts: Partial<Asking> = {}, meddle?: Parameters<typeof fakeWorld>[0]) {
  const { world, calls } = fakeWorld(meddle);
  return { calls, how: { ...world, only: [], ...parts } satisfies Asking };
}

describe('a replay', () => {
  it('asks the evidence of every round again, and touches nothing else', async () => {
    const { calls, how } = asking();
    const report = await replay(kept, how);
    expect(calls).toEqual(['ask new-keys', 'ask timeline', 'ask new-keys', 'ask timeline']);
    expect(report.investigation.runbooks.map(({ parameters }) => parameters.accessKeyId?.[0])).toEqual(['AKIAEXAMPLEEXAMPLE01', NEW_KEY]);
    expect(report).toMatchObject({ access: { policies, receipt }, coverage: { files: 2 }, unknown: [] });
  });

  it('asks only the runbooks that are wanted, of those that ran', async () => {
    const { how } = asking({ only: ['keys'] });
    expect((await replay(kept, how)).findings).toHaveLength(2);
    const both = new Map([...catalogue, ...catalogueWith({ id: 'later' })]);
    const other = asking({ only: ['later'], catalogue: both });
    await expect(replay(kept, other.how)).rejects.toThrow(
      "'later' did not run in this investigation, so its records were not kept; kept are: keys",
    );
    await expect(replay(kept, asking({ only: ['none'] }).how)).rejects.toThrow("unknown runbook 'none'");
  });

  it('says which runbooks have changed since the logs were read, and names the new ones', async () => {
    const changed = catalogueWith({ id: 'keys', steps: [stepText('New keys', { mark: 'finding (low)' })] });
    const { how } = asking({ catalogue: changed });
    const report = await replay(kept, how);
    expect(report.unknown).toEqual(['keys has changed since the logs were read: what only its new scope takes in was not kept.']);
    expect(report.findings.map(({ severity }) => severity)).toEqual(['low', 'low']);
    expect(report.versions['runbook keys']).not.toBe(plan.runbooks[0]?.sha256);
  });

  it('keeps the baseline that was read, whatever the runbook says now', async () => {
    const first = { ...plan, runbooks: plan.runbooks.map((planned) => ({ ...planned, baselineFrom: '2026-05-20T00:00:00Z' })) };
    const longer = catalogueWith({ id: 'keys', front: ['parameters: [accessKeyId]', 'baseline: 90'] });
    const report = await replay({ ...kept, rounds: [{ plan: first, evidence }] }, asking({ catalogue: longer }).how);
    expect(report.investigation.runbooks.map(({ baselineFrom }) => baselineFrom)).toEqual(['2026-05-20T00:00:00Z']);
  });

  it('names a runbook that no longer exists among those that did not run, once', async () => {
    const report = await replay(kept, asking({ catalogue: catalogueWith({ id: 'other' }) }).how);
    expect(report.investigation.runbooks).toEqual([]);
    expect(report.investigation.skipped).toEqual([{ id: 'keys', title: 'An example of a runbook', reason: 'it no longer exists' }]);
  });

  it('still says that a pass failed', async () => {
    const half = {
      ...kept,
      rounds: [
        { plan, evidence },
        { plan: second, evidence: { failed: 'disk full' } },
      ],
    };
    const report = await replay(half, asking().how);
    expect(report.investigation.status).toBe('incomplete');
    expect(report.unknown).toEqual(['No answer from keys: disk full']);
  });

  it('is refused where no pass kept anything', async () => {
    const nothing = replay({ ...kept, rounds: [{ plan, evidence: { failed: 'disk full' } }] }, asking().how);
    await expect(nothing).rejects.toThrow(InputError);
    await expect(nothing).rejects.toThrow('kept no evidence; run it again');
  });

  it('goes on past a question that fails', async () => {
    const report = await replay(kept, asking({}, failingAt('ask timeline')).how);
    expect(report.failures.map(({ step }) => step)).toEqual(['timeline', 'timeline']);
  });

  it('can be stopped', async () => {
    await expect(replay(kept, asking({ signal: AbortSignal.abort() }).how)).rejects.toThrow();
  });
});
