import { describe, expect, it, test } from 'vitest';
import type { DutyName } from '../../lib/infra/functions/duty.ts';
import { decision, deployed } from './deployed.ts';
import { ACCOUNT, REGION } from './resolved.ts';

const { roleOf, managed, policyOf, one } = deployed({});
const boundary = managed('EstateBoundary');
const role = (path: string) => `arn:aws:iam::${ACCOUNT}:role/${path}`;
const OURS = role('trailwarden/Trailwarden/tw-case');
const INSIDE = { 'iam:PermissionsBoundary': boundary.arn };
const ADMIN = role('Administrator');
const EVERYTHING_ALLOWED = [
  { name: 'admin', policy: { Version: '2012-10-17' as const, Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
];

/** What a function's role is answered. */
const asked = (duty: DutyName, action: string, resource: string, context = {}) => {
  const { arn, identityPolicies } = roleOf(duty);
  return decision({ principal: arn, identityPolicies, action, resource, context });
};

describe('the function that grants', () => {
  it('creates roles under the path and inside the boundary', async () => {
    for (const action of ['iam:CreateRole', 'iam:PutRolePolicy']) expect(await asked('grant', action, OURS, INSIDE)).toBe('Allowed');
    expect(await asked('grant', 'iam:TagRole', OURS)).toBe('Allowed');
  });

  test.each([
    ['outside the path', role('tw-case'), INSIDE],
    ['under the path of another stack', role('trailwarden/Other/tw-case'), INSIDE],
    ['without a boundary', OURS, {}],
    ['inside another boundary', OURS, { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' }],
  ])('creates none %s', async (_, resource, context) => {
    expect(await asked('grant', 'iam:CreateRole', resource, context)).toBe('ImplicitlyDenied');
    expect(await asked('grant', 'iam:PutRolePolicy', resource, context)).toBe('ImplicitlyDenied');
  });

  test.each([
    ['iam:AttachRolePolicy', OURS],
    ['iam:UpdateAssumeRolePolicy', OURS],
    ['iam:UpdateRole', OURS],
    ['iam:PassRole', OURS],
    ['iam:PutRolePermissionsBoundary', OURS],
    ['iam:DeleteRolePermissionsBoundary', OURS],
    ['iam:CreatePolicyVersion', boundary.arn],
    ['iam:SetDefaultPolicyVersion', boundary.arn],
    ['iam:DeletePolicyVersion', boundary.arn],
    ['iam:DeletePolicy', boundary.arn],
    ['sts:AssumeRole', OURS],
  ])('is denied %s, even where somebody attaches AdministratorAccess to it', async (action, resource) => {
    const { arn, identityPolicies } = roleOf('grant');
    const all = [...identityPolicies, ...EVERYTHING_ALLOWED];
    expect(await decision({ principal: arn, identityPolicies: all, action, resource })).toBe('ExplicitlyDenied');
  });
});

const DUTIES: readonly DutyName[] = [
  'plan',
  'settle',
  'grant',
  'collect',
  'run',
  'follow',
  'revoke',
  'publish',
  'start',
  'sweep',
  'inspect',
];
const allowing = async (action: string, resource: string, context = {}) => {
  const answers = await Promise.all(DUTIES.map(async (duty) => ({ duty, answer: await asked(duty, action, resource, context) })));
  return answers.filter(({ answer }) => answer === 'Allowed').map(({ duty }) => duty);
};
const QUEUE = (start: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${one('AWS::SQS::Queue', start).id}`;
const TOPIC = (channel: string) => `arn:aws:sns:${REGION}:${ACCOUNT}:${one('AWS::SNS::Topic', `EstateTopics${channel}`).id}`;
const MACHINE = one('AWS::StepFunctions::StateMachine', 'InvestigatorsInvestigation').id;
const bucketOf = (start: string) => one('AWS::S3::Bucket', start).id.toLowerCase();
const FOLDER = bucketOf('EstateFolder');
const LOGS = bucketOf('EstateTrail');
const file = (name: string) => `arn:aws:s3:::${FOLDER}/investigations/case/${name}`;

describe('of all functions', () => {
  test.each<[string, string, Record<string, string>, DutyName[]]>([
    ['iam:CreateRole', OURS, INSIDE, ['grant']],
    ['sts:AssumeRole', OURS, {}, ['collect', 'run']],
    ['iam:DeleteRole', OURS, {}, ['grant', 'revoke', 'sweep']],
    ['iam:DetachRolePolicy', OURS, {}, ['grant', 'revoke', 'sweep']],
    ['iam:ListRoles', '*', {}, ['grant', 'revoke', 'sweep']],
    ['athena:StopQueryExecution', `arn:aws:athena:${REGION}:${ACCOUNT}:workgroup/Trailwarden`, {}, ['revoke', 'sweep']],
    ['athena:StartQueryExecution', `arn:aws:athena:${REGION}:${ACCOUNT}:workgroup/Trailwarden`, {}, []],
    ['s3:GetObject', `arn:aws:s3:::${LOGS}/AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/24/a.json.gz`, {}, []],
    ['s3:ListBucket', `arn:aws:s3:::${LOGS}`, { 's3:prefix': 'AWSLogs/' }, ['settle']],
    ['s3:GetObject', file('evidence/pass-1/0.parquet'), {}, ['publish']],
    ['s3:PutObject', file('alarm.json'), {}, ['plan', 'start']],
    ['s3:PutObject', file('plan.json'), {}, ['plan']],
    ['s3:PutObject', file('plan-2.json'), {}, ['follow']],
    ['s3:PutObject', file('coverage.json'), {}, ['settle']],
    ['s3:PutObject', file('grant.json'), {}, ['grant']],
    ['s3:PutObject', file('evidence/pass-1.json'), {}, ['collect']],
    ['s3:PutObject', file('answers/access-key-activity.json'), {}, ['run']],
    ['s3:PutObject', file('receipt.json'), {}, ['revoke']],
    ['s3:PutObject', file('report.json'), {}, ['publish']],
    ['s3:DeleteObject', file('report.json'), {}, []],
    ['sns:Publish', TOPIC('pager'), {}, ['publish']],
    ['sns:Publish', TOPIC('email'), {}, ['publish', 'start']],
    ['states:StartExecution', `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${MACHINE}`, {}, ['start']],
    ['states:DescribeExecution', `arn:aws:states:${REGION}:${ACCOUNT}:execution:${MACHINE}:case`, {}, ['grant', 'start', 'sweep']],
    ['states:StopExecution', `arn:aws:states:${REGION}:${ACCOUNT}:execution:${MACHINE}:case`, {}, []],
    ['states:RedriveExecution', `arn:aws:states:${REGION}:${ACCOUNT}:execution:${MACHINE}:case`, {}, []],
    ['sqs:ReceiveMessage', QUEUE('EstateQueuesAlarms'), {}, ['start']],
  ])('%s on %s is for these only', async (action, resource, context, duties) => {
    expect(await allowing(action, resource, context)).toEqual(duties);
  });

  it('none both creates roles and becomes one', async () => {
    const creating = await allowing('iam:CreateRole', OURS, INSIDE);
    const becoming = await allowing('sts:AssumeRole', OURS);
    expect(creating.filter((duty) => becoming.includes(duty))).toEqual([]);
  });

  it('none touches a role that is not temporary', async () => {
    const own = roleOf('plan').arn;
    for (const action of ['iam:DeleteRole', 'iam:PutRolePolicy', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy']) {
      expect(await allowing(action, own, INSIDE)).toEqual([]);
    }
    expect(await allowing('sts:AssumeRole', own)).toEqual([]);
  });
});

describe("an investigation's folder", () => {
  const policy = policyOf('AWS::S3::BucketPolicy', 'EstateFolder');
  const TLS = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
  const read = (principal: string, name: string) =>
    decision({
      principal,
      action: 's3:GetObject',
      resource: file(name),
      identityPolicies: EVERYTHING_ALLOWED,
      resourcePolicy: policy,
      context: TLS,
    });
  const write = (principal: string, name: string) =>
    decision({
      principal,
      action: 's3:PutObject',
      resource: file(name),
      identityPolicies: EVERYTHING_ALLOWED,
      resourcePolicy: policy,
      context: TLS,
    });

  it.each(['alarm.json', 'plan.json', 'evidence/pass-1/0.parquet', 'answers/access-key-activity.json', 'results/a.csv'])(
    'shows %s to our functions and the temporary roles, and to no administrator',
    async (name) => {
      expect(await read(roleOf('publish').arn, name)).toBe('Allowed');
      expect(await read(OURS, name)).toBe('Allowed');
      expect(await read(ADMIN, name)).toBe('ExplicitlyDenied');
      expect(await read(role('trailwarden/Other/tw-case'), name)).toBe('ExplicitlyDenied');
    },
  );

  it('shows evidence to the custodians that settings name, who change nothing', async () => {
    const custodian = role('Forensics');
    const resourcePolicy = deployed({ access: { custodians: [custodian] } }).policyOf('AWS::S3::BucketPolicy', 'EstateFolder');
    const asked = { principal: custodian, resource: file('evidence/pass-1/0.parquet'), identityPolicies: EVERYTHING_ALLOWED, context: TLS };
    expect(await decision({ ...asked, action: 's3:GetObject', resourcePolicy })).toBe('Allowed');
    expect(await decision({ ...asked, action: 's3:PutObject', resourcePolicy })).toBe('ExplicitlyDenied');
  });

  it('is written to by nobody else', async () => {
    expect(await write(roleOf('publish').arn, 'report.json')).toBe('Allowed');
    expect(await write(ADMIN, 'report.json')).toBe('ExplicitlyDenied');
  });

  it('takes nothing without encryption in transit, nor under less than a key', async () => {
    const base = {
      principal: OURS,
      action: 's3:PutObject',
      resource: file('results/a.csv'),
      identityPolicies: EVERYTHING_ALLOWED,
      resourcePolicy: policy,
    };
    expect(await decision({ ...base, context: { ...TLS, 'aws:SecureTransport': 'false' } })).toBe('ExplicitlyDenied');
    expect(await decision({ ...base, context: { ...TLS, 's3:x-amz-server-side-encryption': 'AES256' } })).toBe('ExplicitlyDenied');
    expect(await decision({ ...base, context: { ...TLS, 's3:x-amz-server-side-encryption': 'aws:kms' } })).toBe('Allowed');
  });

  it('shows its reports to those who have the policy of a reader, and nothing more', async () => {
    const reader = [{ name: 'reader', policy: managed('Reader').policy }];
    const readAs = (identityPolicies: typeof reader, name: string) =>
      decision({
        principal: role('OnCall'),
        action: 's3:GetObject',
        resource: file(name),
        identityPolicies,
        resourcePolicy: policy,
        context: TLS,
      });
    for (const name of ['report.json', 'report.html', 'receipt.json', 'manifest.json']) {
      expect(await readAs(reader, name)).toBe('Allowed');
      expect(await readAs([], name)).toBe('ImplicitlyDenied');
    }
    for (const name of ['plan.json', 'answers/a.json', 'evidence/pass-1/0.parquet'])
      expect(await readAs(reader, name)).toBe('ExplicitlyDenied');
  });
});

describe('the topics', () => {
  const publish = (principal: string, channel: string) =>
    decision({
      principal,
      action: 'sns:Publish',
      resource: TOPIC(channel),
      identityPolicies: EVERYTHING_ALLOWED,
      resourcePolicy: policyOf('AWS::SNS::TopicPolicy', `EstateTopics${channel}`),
      context: { 'aws:SecureTransport': 'true', 'aws:PrincipalIsAWSService': 'false' },
    });

  it.each(['email', 'pager', 'chat', 'raw', 'health'])('%s carries messages of ours only', async (channel) => {
    expect(await publish(roleOf('publish').arn, channel)).toBe('Allowed');
    expect(await publish(ADMIN, channel)).toBe('ExplicitlyDenied');
    expect(await publish(OURS, channel)).toBe('ExplicitlyDenied');
    const startMay = ['email', 'chat', 'raw'].includes(channel);
    expect(await publish(roleOf('start').arn, channel)).toBe(startMay ? 'Allowed' : 'ExplicitlyDenied');
  });
});
