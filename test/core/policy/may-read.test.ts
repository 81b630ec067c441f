import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../lib/core/plan.ts';
import { mayRead, rolePolicies } from '../../../lib/core/policy.ts';
import { arbitraryPlan } from '../arbitrary-plan.ts';
import { decide } from './decision.ts';
import { folderInOtherAccounts, folderInOtherRegions, folderOnOtherDays, logFile, plannedFolder } from './log-file.ts';

/** Keys of the plan, of its neighbours, and such keys with pieces of them lost, doubled or swapped for what a pattern might trip over. */
const keyNear = (plan: Plan): fc.Arbitrary<string> =>
  plannedFolder(plan)
    .chain((folder) =>
      fc.constantFrom(
        folder,
        ...folderOnOtherDays(plan, folder),
        ...folderInOtherAccounts(plan, folder),
        ...folderInOtherRegions(plan, folder),
      ),
    )
    .chain((folder) => {
      const parts = logFile(plan, folder).split('/');
      const piece = fc.constantFrom('', ...parts, 'CloudTrail-Digest', 'investigations', '.', '..', 'x y', 'é', '[a]', '(', '+', '$');
      const change = fc.record({ at: fc.nat({ max: parts.length }), lose: fc.nat({ max: 1 }), gain: fc.array(piece, { maxLength: 1 }) });
      return fc.array(change, { maxLength: 2 }).map((changes) => {
        const changed = [...parts];
        for (const { at, lose, gain } of changes) changed.splice(at, lose, ...gain);
        return changed.join('/');
      });
    })
    .filter((key) => key !== '');

describe('what the reader on one machine may open', () => {
  test('is what IAM lets the role read through Athena', async () => {
    const seen = new Set<boolean>();
    await fc.assert(
      fc.asyncProperty(
        arbitraryPlan().chain((plan) => fc.tuple(fc.constant(plan), keyNear(plan))),
        async ([plan, key]) => {
          const policies = rolePolicies(plan);
          const resource = `arn:${plan.place.partition}:s3:::${plan.place.logs.bucket}/${key}`;
          const decision = await decide(plan, policies, { action: 's3:GetObject', resource });
          seen.add(mayRead(policies, key));
          expect(mayRead(policies, key)).toBe(decision === 'Allowed');
        },
      ),
      { numRuns: 500 },
    );
    expect(seen.size).toBe(2);
  });

  test('is judged by the policy, with a wildcard for one character too', () => {
    const policy = (resource: string) => ({
      Sid: 'ReadLogsOfPlannedDays',
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: [resource],
    });
    const policies = (resource: string) => ({
      trust: { Version: '2012-10-17' as const, Statement: [] },
      permissions: { Version: '2012-10-17' as const, Statement: [policy(resource)] },
      widened: [],
    });
    const judged = policies('arn:aws:s3:::example-trail/AWSLogs/????/*.gz');
    const fitting = ['AWSLogs/1234/a/b.gz', 'AWSLogs/12/4/.gz'];
    const others = ['AWSLogs/12345/b.gz', 'AWSLogs/1234/b_gz', 'AWSLogs/1234/b.gz.txt', 'AWSLogs/123', 'x/AWSLogs/1234/b.gz'];
    expect([...fitting, ...others].filter((key) => mayRead(judged, key))).toEqual(fitting);
  });

  test('is nothing where no statement allows it', () => {
    const none = { Version: '2012-10-17' as const, Statement: [] };
    expect(mayRead({ trust: none, permissions: none, widened: [] }, 'AWSLogs/x')).toBe(false);
  });
});
