import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
import { GetAccountSummaryCommand, GetRoleCommand, IAMClient, ListRolesCommand, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetDataLakeSettingsCommand, LakeFormationClient } from '@aws-sdk/client-lakeformation';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetBucketLocationCommand, GetBucketPolicyCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { clock } from '../../../lib/aws/clock.ts';
import { awsCloud } from '../../../lib/aws/cloud/aws-cloud.ts';
import type { Check } from '../../../lib/aws/cloud/doctor/check.ts';
import { parseSettings } from '../../../lib/core/settings.ts';
import { awsError, fakeStacks, OUTPUTS, WHERE } from './deployment.ts';

const KEY = 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const NOW = Date.parse('2026-11-24T12:00:00Z');
const mocks = {
  cloudtrail: mockClient(CloudTrailClient),
  iam: mockClient(IAMClient),
  kms: mockClient(KMSClient),
  lambda: mockClient(LambdaClient),
  lake: mockClient(LakeFormationClient),
  s3: mockClient(S3Client),
  sfn: mockClient(SFNClient),
  sns: mockClient(SNSClient),
  sqs: mockClient(SQSClient),
  sts: mockClient(STSClient),
};
const TRAIL = {
  Name: 'org',
  TrailARN: 'arn:aws:cloudtrail:eu-west-1:1:trail/org',
  S3BucketName: 'org-trail',
  HomeRegion: 'eu-west-1',
  IsMultiRegionTrail: true,
};
const trail = (change: Partial<Trail>) =>
  mocks.cloudtrail.on(DescribeTrailsCommand).resolves({ trailList: [{ ...TRAIL, KmsKeyId: KEY, ...change }] });
const iamAlone = [{ Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' }, Permissions: ['ALL' as const] }];
const bucketPolicy = (...statements: object[]) =>
  mocks.s3.on(GetBucketPolicyCommand).resolves({ Policy: JSON.stringify({ Statement: statements }) });
const admission = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' } };
const role = (RoleName: string, created: string) => ({
  ...{ RoleName, RoleId: 'x', Path: OUTPUTS.RolePath, Arn: 'arn' },
  CreateDate: new Date(created),
});

/** An account in which nothing is in the way. */
beforeEach(() => {
  for (const mock of Object.values(mocks)) mock.reset();
  vi.spyOn(clock, 'now').mockReturnValue(NOW);
  fakeStacks({ Trailwarden: OUTPUTS, CDKToolkit: {}, 'Trailwarden-us-east-1': {} });
  mocks.sts.on(GetCallerIdentityCommand).resolves({ Arn: 'arn:aws:sts::111122223333:assumed-role/admin/me', Account: '111122223333' });
  mocks.sfn.on(DescribeStateMachineCommand).resolves({ status: 'ACTIVE' });
  mocks.iam.on(GetRoleCommand).resolves({ Role: role('admin', '2026-01-01T00:00:00Z') });
  mocks.iam.on(SimulatePrincipalPolicyCommand).resolves({ EvaluationResults: [] });
  mocks.iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: { Roles: 120, RolesQuota: 1000 } });
  mocks.lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { UnreservedConcurrentExecutions: 1000 } });
  mocks.iam.on(ListRolesCommand).resolves({ Roles: [] });
  trail({});
  mocks.cloudtrail.on(GetTrailStatusCommand).resolves({ IsLogging: true, LatestDeliveryTime: new Date(NOW - 60_000) });
  mocks.cloudtrail.on(GetEventSelectorsCommand).resolves({ EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] });
  mocks.s3.on(HeadBucketCommand).rejects(awsError('403', 'UnknownError'));
  mocks.s3.on(GetBucketLocationCommand).resolves({ LocationConstraint: 'eu-west-1' });
  bucketPolicy({ ...admission, Action: ['s3:GetObject', 's3:ListBucket'] });
  mocks.kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: KEY, KeyState: 'Enabled' } });
  mocks.kms.on(GetKeyPolicyCommand).resolves({ Policy: JSON.stringify({ Statement: { ...admission, Action: 'kms:*' } }) });
  const defaults = { CreateDatabaseDefaultPermissions: iamAlone, CreateTableDefaultPermissions: iamAlone };
  mocks.lake.on(GetDataLakeSettingsCommand).resolves({ DataLakeSettings: defaults });
  mocks.sns
    .on(ListSubscriptionsByTopicCommand)
    .resolves({ Subscriptions: [{ SubscriptionArn: 'arn:x', Endpoint: 'on-call@example.com' }] });
  mocks.sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: '0' } });
});
afterEach(() => vi.restoreAllMocks());

const SETTINGS = { trail: { bucket: 'org-trail', kmsKeyArn: KEY } };

async function checksOf(settings: object): Promise<Check[]> {
  const checks: Check[] = [];
  for await (const check of awsCloud.examine(WHERE, parseSettings(settings, 'settings'))) checks.push(check);
  return checks;
}

async function examined(settings: object = SETTINGS) {
  const checks = await checksOf(settings);
  return checks
    .filter(({ result }) => result !== 'ok')
    .map(({ about, result, text, remedy }) => `${result}: ${about}: ${text} -> ${remedy}`);
}

describe('an account in which nothing is in the way', () => {
  test('is fine, whatever is looked at', async () => {
    expect(await examined()).toEqual([]);
    const checks = await checksOf(SETTINGS);
    expect(new Set(checks.map(({ about }) => about)).size).toBeGreaterThanOrEqual(17);
  });

  test('needs no trail before the deployment makes one, and has it checked afterwards', async () => {
    trail({ S3BucketName: OUTPUTS.LogsBucket });
    expect(await examined({})).toEqual([]);
    mocks.cloudtrail.on(GetTrailStatusCommand).resolves({ IsLogging: false });
    expect(await examined({})).toEqual([expect.stringMatching(/^problem: delivery: the trail is stopped/)]);
    fakeStacks({ CDKToolkit: {} });
    expect(await examined({})).toEqual([expect.stringMatching(/^warning: deployment: no stack/)]);
  });

  test('that is not deployed to is only told so, and needs CDK', async () => {
    fakeStacks({});
    expect(await examined()).toEqual([
      expect.stringMatching(/^warning: deployment: no stack 'Trailwarden' in eu-west-1 -> deploy it/),
      expect.stringMatching(
        /^problem: CDK bootstrap: eu-west-1: no stack CDKToolkit -> run 'npx cdk bootstrap aws:\/\/111122223333\/eu-west-1'/,
      ),
      expect.stringMatching(/^problem: CDK bootstrap: us-east-1: no stack CDKToolkit/),
    ]);
  });
});

const DENIES_NETWORK = {
  Sid: 'OnlyVpc',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
};

/** What is wrong, and the one thing that is then said besides. */
const WRONG: readonly (readonly [what: string, breaks: () => unknown, said: RegExp])[] = [
  [
    'another bucket',
    () => trail({ S3BucketName: 'else' }),
    /^problem: trail: no trail that eu-west-1 shows delivers to 'org-trail'; there is org to else/,
  ],
  ['a trail of one Region', () => trail({ IsMultiRegionTrail: false }), /^warning: trail: org logs one Region only/],
  ['another prefix', () => trail({ S3KeyPrefix: 'logs' }), /^problem: trail: it writes under the prefix 'logs' -> set trail.prefix/],
  ['an organization that is not set', () => trail({ IsOrganizationTrail: true }), /^problem: trail: it is the trail of an organization/],
  ['another key', () => trail({ KmsKeyId: 'arn:other' }), /^problem: trail: it encrypts with arn:other -> set trail.kmsKeyArn/],
  [
    'a stopped trail',
    () => mocks.cloudtrail.on(GetTrailStatusCommand).resolves({ IsLogging: false }),
    /^problem: delivery: the trail is stopped/,
  ],
  [
    'a delivery that fails',
    () => mocks.cloudtrail.on(GetTrailStatusCommand).resolves({ IsLogging: true, LatestDeliveryError: 'AccessDenied' }),
    /^problem: delivery: CloudTrail could not deliver: AccessDenied/,
  ],
  [
    'a delivery long ago',
    () => mocks.cloudtrail.on(GetTrailStatusCommand).resolves({ IsLogging: true, LatestDeliveryTime: new Date(NOW - 2 * 3_600_000) }),
    /^warning: delivery: the last file came at 2026-11-24T10:00:00Z/,
  ],
  [
    'no management events',
    () =>
      mocks.cloudtrail
        .on(GetEventSelectorsCommand)
        .resolves({ AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] }] }),
    /^problem: events logged: no management events/,
  ],
  [
    'only writes',
    () => mocks.cloudtrail.on(GetEventSelectorsCommand).resolves({ EventSelectors: [{ ReadWriteType: 'WriteOnly' }] }),
    /^warning: events logged: of management events only WriteOnly/,
  ],
  [
    'a bucket elsewhere',
    () => mocks.s3.on(GetBucketLocationCommand).resolves({}),
    /^warning: log bucket: it is in us-east-1, the deployment in eu-west-1/,
  ],
  [
    'a bucket that admits nobody',
    () => bucketPolicy(),
    /^problem: log bucket policy: it does not admit the temporary role -> 'trailwarden doctor --stat/,
  ],
  [
    'a bucket for one network',
    () => bucketPolicy({ ...admission, Action: 's3:Get*' }, DENIES_NETWORK),
    /^problem: log bucket policy: OnlyVpc denies whoever comes from outside a network -> except \/trailwarden\/Trailwarden\/\*/,
  ],
  [
    'a bucket whose policy only its owner sees',
    () => mocks.s3.on(GetBucketPolicyCommand).rejects(awsError('MethodNotAllowed', 'not allowed')),
    /^unknown: log bucket policy: .* -> run doctor with credentials of the bucket's account/,
  ],
  [
    'a key to be deleted',
    () => mocks.kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: KEY, KeyState: 'PendingDeletion' } }),
    /^problem: log key: .* is PendingDeletion/,
  ],
  [
    'a key that admits nobody',
    () => mocks.kms.on(GetKeyPolicyCommand).resolves({ Policy: JSON.stringify({ Statement: [{ ...admission, Action: 'kms:Encrypt' }] }) }),
    /^problem: log key policy: it does not admit the temporary role/,
  ],
  [
    'Lake Formation',
    () => mocks.lake.on(GetDataLakeSettingsCommand).resolves({ DataLakeSettings: {} }),
    /^problem: Lake Formation: it governs new/,
  ],
  [
    'an organization that forbids roles',
    () =>
      mocks.iam.on(SimulatePrincipalPolicyCommand).resolves({
        EvaluationResults: [
          {
            EvalActionName: 'iam:CreateRole',
            EvalDecision: 'implicitDeny',
            OrganizationsDecisionDetail: { AllowedByOrganizations: false },
          },
        ],
      }),
    /^problem: creating roles: a service control policy forbids iam:CreateRole on arn:aws:iam::111122223333:role\/trailwarden\/Trailwarden\//,
  ],
  [
    'no room for roles',
    () => mocks.iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: { Roles: 1000, RolesQuota: 1000 } }),
    /^problem: role quota: 1000 of 1000/,
  ],
  [
    'little room for roles',
    () => mocks.iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: { Roles: 940, RolesQuota: 1000 } }),
    /^warning: role quota: 940 of 1000/,
  ],
  [
    'a role that outlived its time',
    () =>
      mocks.iam
        .on(ListRolesCommand)
        .resolves({ Roles: [role('tw-young', '2026-11-24T11:50:00Z'), role('tw-old', '2026-11-24T10:00:00Z')] }),
    /^problem: temporary roles: too old: tw-old of 2026-11-24T10:00:00Z ->/,
  ],
  [
    'a dead letter',
    () =>
      mocks.sqs
        .on(GetQueueAttributesCommand, { QueueUrl: OUTPUTS.DeadLetterUrl })
        .resolves({ Attributes: { ApproximateNumberOfMessages: '3' } }),
    /^warning: alarm queue: 3 alarms could not be started/,
  ],
  [
    'nobody to tell',
    () => mocks.sns.on(ListSubscriptionsByTopicCommand).resolves({}),
    /^warning: subscriptions: nobody is told of a report/,
  ],
  [
    'a subscription that waits',
    () =>
      mocks.sns
        .on(ListSubscriptionsByTopicCommand, { TopicArn: OUTPUTS.EmailTopicArn })
        .resolves({ Subscriptions: [{ SubscriptionArn: 'PendingConfirmation', Endpoint: 'new@example.com' }] }),
    /^warning: subscriptions: not confirmed: new@example.com \(e-mail\) -> have each open the message/,
  ],
  [
    'a machine that goes',
    () => mocks.sfn.on(DescribeStateMachineCommand).resolves({ status: 'DELETING' }),
    /^problem: state machine: it is DELETING/,
  ],
  [
    'a new account',
    () => mocks.lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { UnreservedConcurrentExecutions: 10 } }),
    /^warning: Lambda concurrency: 10 functions may run at once, and 5 investigations may want 20 -> have the quota raised/,
  ],
  [
    'no bucket',
    () => mocks.s3.on(HeadBucketCommand).rejects(awsError('NotFound', 'UnknownError')),
    /^problem: log bucket: no bucket 'org-trail'/,
  ],
  ['no forwarder', () => fakeStacks({ Trailwarden: OUTPUTS, CDKToolkit: {} }), /^warning: forwarders: none in us-east-1/],
];

describe('what is wrong', () => {
  test.each(WRONG)('is said, and nothing else: %s', async (_, breaks, said) => {
    breaks();
    expect(await examined()).toEqual([expect.stringMatching(said)]);
  });

  test('includes a network that the bucket excepts services from: it does not', async () => {
    const Condition = { ...DENIES_NETWORK.Condition, Bool: { 'aws:ViaAWSService': 'false' } };
    bucketPolicy({ ...admission, Action: 's3:*' }, { ...DENIES_NETWORK, Condition });
    expect(await examined()).toEqual([]);
  });

  test('includes no credentials, without which nothing else is looked at', async () => {
    mocks.sts.on(GetCallerIdentityCommand).rejects(awsError('CredentialsProviderError', 'Could not load credentials from any providers'));
    expect(await examined()).toEqual([expect.stringMatching(/^problem: credentials: no AWS credentials/)]);
  });
});

test('a caller without any permission is told each one that is missing, and no check is lost', async () => {
  for (const [name, mock] of Object.entries(mocks)) {
    if (name !== 'sts') mock.reset().rejects(awsError('AccessDeniedException', 'no'));
  }
  const said = await examined();
  expect(said.every((line) => line.startsWith('unknown: '))).toBe(true);
  const missing = said.flatMap((line) => / -> run doctor (?:in the key's account )?with ([a-z0-9]+:\w+)/.exec(line)?.[1] ?? []);
  expect(missing).toEqual([
    'states:DescribeStateMachine',
    'iam:GetRole',
    'iam:GetAccountSummary',
    'lambda:GetAccountSettings',
    'cloudtrail:DescribeTrails',
    's3:GetBucketLocation',
    'kms:DescribeKey',
    'lakeformation:GetDataLakeSettings',
    'sns:ListSubscriptionsByTopic',
    'sqs:GetQueueAttributes',
    'iam:ListRoles',
  ]);
});
