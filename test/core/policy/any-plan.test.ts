import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../lib/core/investigation.ts';
import { rolePolicies } from '../../../lib/core/policy.ts';
import { arbitraryPlan } from '../arbitrary-plan.ts';
import { examplePlace, exampleReads, planWith } from '../example-plan.ts';
import { decide } from './decision.ts';
import { logArn, plannedFolder } from './log-file.ts';

describe('the policies of any plan', () => {
  test('allow actions of four services, each by its full name', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (some) => {
        for (const action of allowedActions(rolePolicies(some).permissions)) expect(action).toMatch(/^(athena|glue|s3|kms):[A-Za-z]+$/);
      }),
    );
  });

  test('name no key where the place names none', () => {
    const place = { ...examplePlace, logs: { bucket: 'example-trail', prefix: '' }, folder: { bucket: 'example-folder' } };
    const { permissions } = rolePolicies(planWith({ place }));
    expect(allowedActions(permissions).filter((action) => action.startsWith('kms:'))).toEqual([]);
  });

  test('have a Sid on every statement, and the deadline on every one that allows', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (some) => {
        const { trust, permissions } = rolePolicies(some);
        const sids = permissions.Statement.map((statement) => statement.Sid);
        expect(new Set(sids).size).toBe(sids.length);
        for (const statement of [...trust.Statement, ...permissions.Statement].filter(({ Effect }) => Effect === 'Allow')) {
          expect(statement).toHaveProperty(['Condition', 'DateLessThan', 'aws:CurrentTime'], some.access.deadline);
        }
      }),
    );
  });
});

describe("IAM's limits", () => {
  const large = arbitraryPlan({ accounts: { least: 20, most: 400 }, regions: { least: 1 } });

  test('hold for every plan', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryPlan(), large), (some) => {
        const { trust, permissions } = rolePolicies(some);
        expect(JSON.stringify(permissions).length).toBeLessThanOrEqual(10_240);
        expect(JSON.stringify(trust).length).toBeLessThanOrEqual(2_048);
        expect(JSON.stringify([trust, permissions])).not.toMatch(/\s/);
      }),
      { numRuns: 300 },
    );
  });

  test('never cost a planned log file', async () => {
    const case_ = large.chain((some) => fc.tuple(fc.constant(some), plannedFolder(some)));
    await fc.assert(
      fc.asyncProperty(case_, async ([some, planned]) => {
        const call = { action: 's3:GetObject', resource: logArn(some, planned) };
        expect(await decide(some, rolePolicies(some), call)).toBe('Allowed');
      }),
    );
  });

  test('are named when no width helps', () => {
    const callers = Array.from({ length: 60 }, (_, number) => `arn:aws:iam::111122223333:role/caller-${number}`);
    expect(() => rolePolicies(planWith({ place: { ...examplePlace, callers } }))).toThrow(/60 callers .* fewer roles/);
    const decades = { ...exampleReads, firstDay: '2000/01/02', lastDay: '2099/12/30' };
    expect(() => rolePolicies(planWith({ reads: decades }))).toThrow(/choose a shorter window/);
  });
});

const allowedActions = ({ Statement }: Policy): string[] =>
  Statement.filter(({ Effect }) => Effect === 'Allow').flatMap((statement) => [statement.Action].flat().map(String));
