import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import * as z from 'zod';
import { Deployment } from '../../lib/aws/deployment.ts';
import type { Plan } from '../../lib/core/plan.ts';
import { rolePolicies } from '../../lib/core/policy.ts';
import { arbitraryPlan } from '../core/arbitrary-plan.ts';
import { decision, deployed } from './deployed.ts';
import { ACCOUNT, REGION } from './resolved.ts';
import { EVERYTHING } from './synthesized.ts';

const Environment = z.object({ Environment: z.object({ Variables: z.object({ DEPLOYMENT: z.string() }) }) });
const ROLE = `arn:aws:iam::${ACCOUNT}:role/trailwarden/Trailwarden/tw-case`;
const ANYTHING = [
  { name: 'all', policy: { Version: '2012-10-17' as const, Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
];
const ATHENA = { 'aws:CalledVia': ['athena.amazonaws.com'] };
/** The policy of a key that leaves it to IAM who may use it. */
const KEY_POLICY = {
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }],
};

const Statement = z.object({
  Effect: z.string(),
  Action: z.array(z.string()),
  Resource: z.array(z.string()).default([]),
  Condition: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())]))).default({}),
});

type Statement = z.infer<typeof Statement>;

/** One call that a statement allows: any of its actions on any of its resources, with what its conditions ask for. */
const callOf = ({ Action, Resource, Condition }: Statement, plan: Plan, at: number) => {
  const pick = (list: readonly string[]): string => concrete(list[at % list.length] ?? '', plan);
  const wanted = Object.entries(Condition).flatMap(([operator, keys]) => (operator.includes('DateLessThan') ? [] : Object.entries(keys)));
  const context = wanted.map(([key, values]) => [key, operatorOf(key)(pick([values].flat()))]);
  return { action: pick(Action), resource: pick(Resource), context: Object.fromEntries(context) };
};
const operatorOf = (key: string) => (value: string) => (key === 'aws:CalledVia' ? [value] : value);

/** A text that the pattern admits and no Deny of the same plan shuts out. */
const concrete = (pattern: string, { reads: { accounts, regions } }: Plan): string =>
  pattern
    .replace('/*/CloudTrail/', `/${accounts === 'all' ? ACCOUNT : accounts[0]}/CloudTrail/`)
    .replace('/CloudTrail/*/', `/CloudTrail/${regions === 'all' ? REGION : regions[0]}/`)
    .replace(/^s3\.([a-z0-9-]+)\.amazonaws\.com\*$/, 's3.$1.amazonaws.com')
    .replaceAll('*', 'x');

describe.each([
  ['a new trail', {}],
  ['an organization trail with a key', EVERYTHING],
])('the boundary over %s', (_, settings) => {
  const { managed, one } = deployed(settings);
  const boundary = managed('EstateBoundary').policy;
  const environment = Environment.parse(one('AWS::Lambda::Function', 'Investigatorsgrant').properties).Environment.Variables;
  const { place } = Deployment.parse(JSON.parse(environment.DEPLOYMENT));
  const plans = arbitraryPlan().map((plan): Plan => ({ ...plan, place }));

  it('leaves room for all that the policies of any plan allow', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.nat({ max: 1000 }), async (plan, at) => {
        const { permissions } = rolePolicies(plan);
        const allows = permissions.Statement.map((statement) => Statement.parse(statement)).filter(({ Effect }) => Effect === 'Allow');
        expect(allows.length).toBeGreaterThan(6);
        for (const call of allows.map((statement) => callOf(statement, plan, at))) {
          const own = [{ name: 'permissions', policy: permissions }];
          const context = { ...call.context, 'aws:CurrentTime': plan.window.from };
          const asked = { ...call, principal: ROLE, identityPolicies: own, context, resourcePolicy: keyPolicyFor(call.action) };
          expect([call, await decision(asked)]).toEqual([call, 'Allowed']);
          expect([call, await decision({ ...asked, boundary })]).toEqual([call, 'Allowed']);
        }
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['iam:CreateRole', ROLE],
    ['iam:PutRolePolicy', ROLE],
    ['iam:DeleteRolePermissionsBoundary', ROLE],
    ['sts:AssumeRole', ROLE],
    ['s3:GetObject', 'arn:aws:s3:::payroll/salaries.csv'],
    ['s3:GetObject', `arn:aws:s3:::${place.logs.bucket}/else/a.json`],
    ['s3:PutObject', `arn:aws:s3:::${place.logs.bucket}/${place.logs.prefix}AWSLogs/a.json.gz`],
    ['s3:DeleteObject', `arn:aws:s3:::${place.folder.bucket}/investigations/case/evidence/pass-1/0.parquet`],
    ['s3:PutObject', `arn:aws:s3:::${place.folder.bucket}/investigations/case/receipt.json`],
    ['s3:PutObject', `arn:aws:s3:::${place.folder.bucket}/investigations/case/report.json`],
    ['s3:GetObject', `arn:aws:s3:::${place.folder.bucket}/investigations/case/plan.json`],
    ['athena:StartQueryExecution', `arn:aws:athena:${REGION}:${ACCOUNT}:workgroup/primary`],
    ['athena:StopQueryExecution', `arn:aws:athena:${REGION}:${ACCOUNT}:workgroup/${place.workgroup}`],
    ['athena:ListQueryExecutions', `arn:aws:athena:${REGION}:${ACCOUNT}:workgroup/${place.workgroup}`],
    ['glue:CreateTable', `arn:aws:glue:${REGION}:${ACCOUNT}:table/${place.database}/${place.tables.logs}`],
    ['glue:GetTable', `arn:aws:glue:${REGION}:${ACCOUNT}:table/other/table`],
    ['lambda:InvokeFunction', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:grant`],
    ['kms:Decrypt', `arn:aws:kms:${REGION}:${ACCOUNT}:key/another`],
    ['sns:Publish', `arn:aws:sns:${REGION}:${ACCOUNT}:pager`],
  ])('keeps a role to which somebody gave everything from %s on %s', async (action, resource) => {
    const asked = { principal: ROLE, identityPolicies: ANYTHING, action, resource, context: ATHENA, resourcePolicy: keyPolicyFor(action) };
    expect(await decision(asked)).toBe('Allowed');
    expect(await decision({ ...asked, boundary })).toBe('ImplicitlyDenied');
  });

  it('lets logs be read through Athena only', async () => {
    const resource = `arn:aws:s3:::${place.logs.bucket}/${[place.logs.prefix, 'AWSLogs', place.logs.organization, ACCOUNT].filter(Boolean).join('/')}/CloudTrail/a`;
    const asked = { principal: ROLE, identityPolicies: ANYTHING, action: 's3:GetObject', resource, boundary };
    expect(await decision({ ...asked, context: ATHENA })).toBe('Allowed');
    expect(await decision(asked)).toBe('ImplicitlyDenied');
  });
});

const keyPolicyFor = (action: string) => (action.startsWith('kms:') ? KEY_POLICY : undefined);
