import { describe, expect, it } from 'vitest';
import { judgeOf } from './judge.ts';
import { VIA_ATHENA } from './on-behalf.ts';
import type { Question } from './question.ts';
import type { Role } from './roles.ts';

const NOW = Date.parse('2026-11-18T05:00:00Z');
const allow = (Action: string | string[], Resource: string, Condition = {}) => ({
  name: 'inline',
  policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource, Condition }] },
});
const ROLE = 'arn:aws:iam::111122223333:role';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';
const WORKGROUP = 'arn:aws:athena:eu-west-1:111122223333:workgroup/trailwarden';
const role = (name: string, more: Partial<Role>): Role => ({
  name,
  arn: `${ROLE}/${name}`,
  identity: [],
  boundary: undefined,
  boundaryArn: undefined,
  trust: {},
  tags: {},
  ...more,
});

const inBoundary = { ArnEquals: { 'iam:PermissionsBoundary': BOUNDARY } };
const beforeSix = { DateLessThan: { 'aws:CurrentTime': '2026-11-18T06:00:00Z' } };
const trust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `${ROLE}/runner` },
      Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
      Condition: { StringEquals: { 'sts:SourceIdentity': 'one' } },
    },
  ],
};
const ROLES = new Map(
  [
    role('creator', { identity: [allow(['iam:CreateRole', 'iam:PutRolePolicy'], `${ROLE}/trailwarden/*`, inBoundary)] }),
    role('runner', { identity: [allow(['sts:AssumeRole', 'sts:SetSourceIdentity'], `${ROLE}/trailwarden/*`)] }),
    role('cleaner', { identity: [allow('iam:DeleteRole', `${ROLE}/trailwarden/*`)] }),
    role('tw-one', {
      arn: `${ROLE}/trailwarden/tw-one`,
      identity: [allow('*', '*', beforeSix)],
      boundary: {
        name: 'boundary',
        policy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 'athena:*', Resource: WORKGROUP },
            {
              Effect: 'Allow',
              Action: 's3:GetObject',
              Resource: '*',
              Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } },
            },
          ],
        },
      },
      trust,
    }),
  ].map((one) => [one.name, one]),
);

async function isAllowed(who: string, question: Question, { at = NOW, policy }: { at?: number; policy?: object } = {}): Promise<boolean> {
  const judge = judgeOf({ find: async (name) => ROLES.get(name), ofFunction: async (name) => name }, () => at);
  const caller = { role: who, session: 's', context: {}, expires: Number.POSITIVE_INFINITY };
  const made = await judge.ask(policy === undefined ? caller : { ...caller, sessionPolicy: { ...policy } }, [question]);
  expect(judge.decisions).toEqual(made);
  return made.every(({ allowed }) => allowed);
}

const create = { action: 'iam:CreateRole', resource: `${ROLE}/trailwarden/tw-two`, context: { 'iam:PermissionsBoundary': BOUNDARY } };
const assume = { action: 'sts:AssumeRole', resource: `${ROLE}/trailwarden/tw-one`, context: { 'sts:SourceIdentity': 'one' } };
const query = { action: 'athena:StartQueryExecution', resource: WORKGROUP };

describe('the judge', () => {
  it('lets a role be created in its path and inside its boundary only', async () => {
    expect(await isAllowed('creator', create)).toBe(true);
    expect(await isAllowed('creator', { ...create, resource: `${ROLE}/tw-two` })).toBe(false);
    expect(await isAllowed('creator', { ...create, context: {} })).toBe(false);
    const wide = { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' };
    expect(await isAllowed('creator', { ...create, context: wide })).toBe(false);
    expect(await isAllowed('creator', { ...create, action: 'iam:AttachRolePolicy' })).toBe(false);
  });

  it('lets a role be assumed by whom its trust names, under the identity that it names', async () => {
    expect(await isAllowed('runner', assume)).toBe(true);
    expect(await isAllowed('runner', { ...assume, context: { 'sts:SourceIdentity': 'two' } })).toBe(false);
    expect(await isAllowed('creator', assume)).toBe(false);
    expect(await isAllowed('runner', { ...assume, resource: `${ROLE}/tw-one` })).toBe(false);
  });

  it('keeps a role inside its boundary and before its deadline', async () => {
    expect(await isAllowed('tw-one', query)).toBe(true);
    expect(await isAllowed('tw-one', { ...query, resource: WORKGROUP.replace('trailwarden', 'primary') })).toBe(false);
    expect(await isAllowed('tw-one', query, { at: NOW + 3_600_000 })).toBe(false);
  });

  it('lets Athena read for a role what the role itself may not', async () => {
    const read = { action: 's3:GetObject', resource: 'arn:aws:s3:::logs/AWSLogs/1.json.gz' };
    expect(await isAllowed('tw-one', read)).toBe(false);
    expect(await isAllowed('tw-one', { ...read, context: VIA_ATHENA })).toBe(true);
  });

  it('lets a session do no more than its policy says', async () => {
    const status = { ...query, action: 'athena:GetQueryExecution' };
    const { policy } = allow('athena:GetQueryExecution', '*');
    expect(await isAllowed('tw-one', status, { policy })).toBe(true);
    expect(await isAllowed('tw-one', query, { policy })).toBe(false);
  });

  it('refuses a role that is gone, and one that is only named', async () => {
    expect(await isAllowed('tw-two', query)).toBe(false);
    expect(await isAllowed('cleaner', { action: 'iam:DeleteRole', resource: `${ROLE}/tw-two` })).toBe(false);
    expect(await isAllowed('cleaner', { action: 'iam:DeleteRole', resource: `${ROLE}/trailwarden/tw-one` })).toBe(true);
  });
});
