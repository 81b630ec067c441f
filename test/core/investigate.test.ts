import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { investigate } from '../../lib/core/investigate.ts';
import { Report } from '../../lib/core/report.ts';
import { coverage, evidence, failingAt, fakeWorld, type Meddle, NEW_KEY, plan } from './fake-world.ts';

const ORDER = [
  'put plan.json',
  'inventory',
  'put coverage.json',
  'grant',
  'put grant.json',
  'collect',
  'put evidence/pass-1.json',
  'ask new-keys',
  'ask timeline',
  'put answers/keys.json',
  'put plan-2.json',
  'collect',
  'put evidence/pass-2.json',
  'ask new-keys',
  'ask timeline',
  'put answers/keys-2.json',
  'revoke',
  'put receipt.json',
  'put report.json',
  'publish',
  'seal',
];

/** What came of an investigation in which something happens at a call. */
async function outcomeOf(meddle: Meddle, signal?: AbortSignal) {
  const { world, calls, files } = fakeWorld(meddle, signal);
  const [result] = await Promise.allSettled([investigate(plan, world)]);
  const report = result.status === 'fulfilled' ? result.value : undefined;
  const reason: unknown = result.status === 'rejected' ? result.reason : undefined;
  return { report, reason, calls, files };
}

describe('an investigation', () => {
  it('settles, grants, collects, runs, follows up once, revokes, publishes, and seals its folder last', async () => {
    const { calls } = await outcomeOf(() => {});
    expect(calls).toEqual(ORDER);
  });

  it('leaves a report that is whole, and what is needed to ask again', async () => {
    const { report, files } = await outcomeOf(() => {});
    expect(Report.parse(report)).toEqual(report);
    expect(files.get('report.json')).toEqual(report);
    expect(files.get('coverage.json')).toEqual(coverage);
    expect([files.get('evidence/pass-1.json'), files.get('evidence/pass-2.json')]).toEqual([evidence, evidence]);
    expect(report?.investigation.status).toBe('complete');
  });

  it('asks the second round about what the first one found', async () => {
    const { report } = await outcomeOf(() => {});
    expect(report?.investigation.runbooks.map(({ parameters }) => parameters)).toMatchObject([{}, { accessKeyId: [NEW_KEY] }]);
  });

  it('says which verb it is at, each time before it begins', async () => {
    const told: string[] = [];
    await investigate(plan, { ...fakeWorld().world, tell: (progress) => told.push(progress.split(':')[0] ?? '') });
    expect(told).toEqual(['settle', 'collect', 'run', 'collect', 'run', 'revoke', 'publish']);
  });
});

describe('what fails', () => {
  it('as a question costs its own answer only', async () => {
    const { report, calls } = await outcomeOf(failingAt('ask timeline', 1));
    expect(report?.failures).toEqual([{ runbook: 'keys', step: 'timeline', reason: 'ask timeline broke' }]);
    expect(report?.investigation.status).toBe('incomplete');
    expect(report?.unknown).toContain('No answer from keys (timeline): ask timeline broke');
    expect(report?.findings.length).toBe(2);
    expect(calls).toEqual(ORDER);
  });

  it('as the pass is said in a report that is published all the same', async () => {
    const { report, calls } = await outcomeOf(failingAt('collect'));
    expect(report?.investigation.status).toBe('incomplete');
    expect(report?.unknown).toContain('No answer from keys: collect broke');
    expect(calls.slice(-5)).toEqual(['revoke', 'put receipt.json', 'put report.json', 'publish', 'seal']);
  });

  it('as the second pass costs the second round only', async () => {
    const { report, files } = await outcomeOf(failingAt('collect', 2));
    expect(report?.findings.map(({ about }) => about)).toEqual(['accessKeyId AKIAEXAMPLEEXAMPLE01']);
    expect(report?.investigation.status).toBe('incomplete');
    expect(files.get('evidence/pass-2.json')).toEqual({ failed: 'collect broke' });
  });

  it('as the listing ends it before any access exists', async () => {
    const { reason, calls } = await outcomeOf(failingAt('inventory'));
    expect(reason).toEqual(new Error('inventory broke'));
    expect(calls).toEqual(['put plan.json', 'inventory']);
  });

  it('as the grant is revoked, for it may be half made', async () => {
    const { reason, calls } = await outcomeOf(failingAt('grant'));
    expect(reason).toEqual(new Error('grant broke'));
    expect(calls.slice(3)).toEqual(['grant', 'revoke', 'put receipt.json']);
  });

  it('as the revocation is said in the report, with when access ends by itself', async () => {
    const { report, files } = await outcomeOf(failingAt('revoke'));
    const proof = `Revoking failed (revoke broke); the role's own policies admit nothing after ${plan.access.deadline}.`;
    expect(files.get('receipt.json')).toEqual({ kind: 'role', revoked: '2026-06-03T00:02:00Z', gone: false, proof });
    expect(report?.unknown[0]).toBe(`Access is not proven to be gone. ${proof}`);
    expect(report?.investigation.status).toBe('incomplete');
  });

  it('as the grant and as the revocation is both said', async () => {
    const { reason } = await outcomeOf((call) => {
      if (call === 'grant' || call === 'revoke') throw new Error(`${call} broke`);
    });
    expect(reason).toEqual(
      new Error(`grant broke; Revoking failed (revoke broke); the role's own policies admit nothing after ${plan.access.deadline}.`),
    );
  });

  it('as the outbox is said when the folder is whole, with its report', async () => {
    const { reason, calls, files } = await outcomeOf(failingAt('publish'));
    expect(reason).toEqual(new Error('the report is in its folder, but telling people failed: publish broke'));
    expect(calls).toEqual(ORDER);
    expect(Report.safeParse(files.get('report.json')).success).toBe(true);
  });
});

/** Rules that hold wherever a story ends. */
function expectSafe(calls: readonly string[]): void {
  const count = (name: string) => calls.filter((call) => call === name).length;
  expect(count('revoke')).toBe(count('grant'));
  if (calls.includes('seal')) expect(calls.indexOf('publish')).toBeLessThan(calls.indexOf('seal'));
  if (calls.includes('revoke')) {
    const after = calls.slice(calls.indexOf('revoke') + 1);
    expect(after.filter((call) => call === 'collect' || call.startsWith('ask'))).toEqual([]);
  }
}

const anyCalls = fc.uniqueArray(fc.nat({ max: ORDER.length - 1 }), { maxLength: 4 });
/** Does something at the calls of these numbers. */
function atCalls(numbers: readonly number[], act: () => void): Meddle {
  let at = -1;
  return () => {
    at += 1;
    if (numbers.includes(at)) act();
  };
}
const broken = () => {
  throw new Error('broken');
};

describe('wherever it goes wrong', () => {
  it('access is revoked exactly once when it was asked for, and nothing is sealed that was not published', async () => {
    await fc.assert(
      fc.asyncProperty(anyCalls, async (numbers) => {
        const { calls, report, reason } = await outcomeOf(atCalls(numbers, broken));
        expectSafe(calls);
        expect(report === undefined).toBe(reason !== undefined);
      }),
    );
  });

  it('and it is stopped, or goes wrong because it is stopped, it is revoked, not sealed, and says that it was stopped', async () => {
    const beforeSeal = fc.nat({ max: ORDER.length - 2 });
    await fc.assert(
      fc.asyncProperty(beforeSeal, anyCalls, fc.boolean(), async (number, others, interrupts) => {
        const stop = new AbortController();
        const stopping = atCalls([number], () => {
          stop.abort();
          if (interrupts) broken();
        });
        const failing = atCalls(
          others.filter((other) => other > number),
          broken,
        );
        const { calls, reason } = await outcomeOf((call) => {
          failing(call);
          stopping(call);
        }, stop.signal);
        expectSafe(calls);
        expect(calls).not.toContain('seal');
        expect(reason).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  it('and it is stopped before it begins, it grants nothing', async () => {
    const { calls } = await outcomeOf(() => {}, AbortSignal.abort());
    expect(calls).not.toContain('grant');
  });
});
