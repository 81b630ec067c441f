import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../lib/core/plan.ts';
import { rolePolicies } from '../../../lib/core/policy.ts';
import { examplePlace, exampleReads, planWith } from '../example-plan.ts';

const plan = planWith({});

const reading = (change: Partial<Plan['reads']>): Plan => ({ ...plan, reads: { ...exampleReads, ...change } });
const placed = (change: Partial<Plan['place']>): Plan => ({ ...plan, place: { ...examplePlace, ...change } });
const logged = (change: Partial<Plan['place']['logs']>): Plan => placed({ logs: { ...examplePlace.logs, ...change } });

describe('a plan that carries what must not enter a policy', () => {
  test('is one that rolePolicies refuses, and this one it takes', () => {
    expect(rolePolicies(plan).widened).toEqual([]);
    expect(rolePolicies(logged({ prefix: "it's/(ours)//2026!", organization: 'o-abcdefghij' })).widened).toEqual([]);
  });

  test.each([
    ['a wildcard for an account', reading({ accounts: ['*'] }), /account "\*"/],
    ['an account of 13 digits', reading({ accounts: ['111122223333', '1111222233334'] }), /account "1111222233334"/],
    ['an account with a line after it', reading({ accounts: ['111122223333\n'] }), /account "111122223333\\n"/],
    ['no account', reading({ accounts: [] }), /reads nothing/],
    ['a wildcard in a Region', reading({ regions: ['eu-west-?'] }), /Region "eu-west-\?"/],
    ['no Region', reading({ regions: [] }), /reads nothing/],
    ['a wildcard in a day', reading({ firstDay: '2026/06/*' }), /day "2026\/06\/\*"/],
    ['a day that no calendar has', reading({ lastDay: '2026/06/31' }), /day "2026\/06\/31"/],
    ['a leap day in another year', reading({ firstDay: '2025/02/29' }), /day "2025\/02\/29"/],
    ['days that end before they begin', reading({ firstDay: '2026/01/02' }), /reads nothing/],
    ['a policy variable in the prefix', logged({ prefix: '$' + '{aws:username}' }), /key prefix/],
    ['a wildcard in the prefix', logged({ prefix: 'security/*' }), /key prefix "security\/\*"/],
    ['a slash at the end of the prefix', logged({ prefix: 'security/' }), /key prefix "security\/"/],
    ['a wildcard for the bucket', logged({ bucket: '*' }), /bucket "\*"/],
    ['an organization that is a path', logged({ organization: 'o-abcdefghij/*' }), /organization id/],
    ['an alias for a key', logged({ kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:alias/trail' }), /KMS key/],
    ['a partition that goes on', placed({ partition: 'aws:s3:::*' }), /partition/],
    ['another workgroup behind a slash', placed({ workgroup: 'trailwarden/*' }), /workgroup/],
    ['a wildcard in a table', placed({ tables: { logs: 'cloudtrail', evidence: 'e*' } }), /database or table "e\*"/],
    ['a whole account as caller', placed({ callers: ['arn:aws:iam::111122223333:root'] }), /role "arn/],
    ['everyone as caller', placed({ callers: ['*'] }), /role "\*"/],
    ['an id that is a path', { ...plan, id: '../other' }, /investigation id/],
    ['a deadline without its zone', { ...plan, access: { minutes: 15 as const, deadline: '2026-06-02T12:17:00' } }, /deadline/],
  ])('is refused: %s', (_, bad, message) => {
    expect(() => rolePolicies(bad)).toThrow(message);
  });
});
