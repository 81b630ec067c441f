import { describe, expect, test } from 'vitest';
import { rolePolicies } from '../../lib/core/policy.ts';
import { examplePlace, exampleReads, planWith } from './example-plan.ts';
import { type Call, decide } from './policy/decision.ts';
import { logArn } from './policy/log-file.ts';

const plan = planWith({});
const [logs, folder] = ['arn:aws:s3:::example-trail', 'arn:aws:s3:::example-folder'];
const glue = 'arn:aws:glue:eu-west-1:111122223333';
const workgroup = 'arn:aws:athena:eu-west-1:111122223333:workgroup/trailwarden';
const role = 'arn:aws:iam::111122223333:role/trailwarden/case-1';
const file = logArn(plan, { account: '111122223333', region: 'eu-west-1', day: '2026/01/01' });
const [logsKey = '', folderKey = ''] = [examplePlace.logs.kmsKeyArn, examplePlace.folder.kmsKeyArn];
const viaS3 = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' };
const ofTrail = { 'kms:EncryptionContext:aws:cloudtrail:arn': 'arn:aws:cloudtrail:eu-west-1:444455556666:trail/organization' };
const ofS3 = (arn: string) => ({ 'kms:EncryptionContext:aws:s3:arn': arn });

type Context = NonNullable<Call['context']>;
const ask = (action: string, resource: string, context: Context) => decide(plan, rolePolicies(plan), { action, resource, context });
const calls = (...rows: readonly (readonly [string, string, Context?])[]): [string, string, Context][] =>
  rows.map(([action, resource, context = {}]) => [action, resource, context]);

const NEEDED = calls(
  ['athena:StartQueryExecution', workgroup],
  ['athena:GetQueryExecution', workgroup],
  ['athena:GetQueryResults', workgroup],
  ['athena:GetWorkGroup', workgroup],
  ['glue:GetDatabase', `${glue}:catalog`],
  ['glue:GetDatabase', `${glue}:database/default`],
  ['glue:GetDatabase', `${glue}:database/trailwarden`],
  ...['glue:GetTable', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'].flatMap((action) =>
    [':catalog', ':database/trailwarden', ':table/trailwarden/cloudtrail', ':table/trailwarden/evidence'].map(
      (name) => [action, `${glue}${name}`] as const,
    ),
  ),
  ['s3:GetObject', file],
  ['s3:ListBucket', logs, { 's3:prefix': 'AWSLogs/111122223333/CloudTrail/eu-west-1/2025/12/31/' }],
  ['s3:ListBucket', logs, { 's3:prefix': 'AWSLogs/111122223333/CloudTrail/eu-west-1/2025/12/31' }],
  ['s3:GetBucketLocation', logs],
  ['s3:GetBucketLocation', folder],
  ...['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'].map(
    (action) => [action, `${folder}/investigations/case-1/evidence/1.parquet`] as const,
  ),
  ['s3:ListBucket', folder, { 's3:prefix': 'investigations/case-1/' }],
  ['kms:Decrypt', logsKey, { ...viaS3, ...ofTrail }],
  ['kms:Decrypt', logsKey, { ...viaS3, ...ofS3(logs) }],
  ['kms:Decrypt', folderKey, { ...viaS3, ...ofS3(folder) }],
  ['kms:GenerateDataKey', folderKey, { ...viaS3, ...ofS3(`${folder}/investigations/case-1/evidence/1.parquet`) }],
);

/** Everything else, as near to what is needed as it comes. */
const REFUSED = calls(
  ['athena:StartQueryExecution', workgroup.replace(/trailwarden$/, 'primary')],
  ['athena:StopQueryExecution', workgroup],
  ['athena:ListQueryExecutions', workgroup],
  ['athena:UpdateWorkGroup', workgroup],
  ['glue:GetDatabase', `${glue}:database/other`],
  ['glue:GetTable', `${glue}:table/trailwarden/other`],
  ['glue:GetTable', `${glue}:table/default/cloudtrail`],
  ['glue:CreateTable', `${glue}:table/trailwarden/cloudtrail`],
  ['glue:UpdateTable', `${glue}:table/trailwarden/cloudtrail`],
  ['s3:GetObject', file.replace('example-trail', 'example-trail-2')],
  ['s3:GetObject', file.replace('/CloudTrail/', '/CloudTrail-Digest/')],
  ['s3:GetObject', file.replace('AWSLogs/', 'AWSLogs/o-abcdefghij/')],
  ['s3:GetObjectVersion', file],
  ['s3:PutObject', file],
  ['s3:DeleteObject', file],
  ['s3:ListBucket', logs],
  ['s3:ListBucket', logs, { 's3:prefix': '' }],
  ['s3:ListBucket', logs, { 's3:prefix': 'AWSLogs/111122223333/CloudTrail/eu-west-1/2025/12/' }],
  ['s3:ListBucket', logs, { 's3:prefix': 'investigations/case-1/' }],
  ['s3:GetObject', `${folder}/investigations/case-2/evidence/1.parquet`],
  ['s3:GetObject', `${folder}/investigations/case-10/evidence/1.parquet`],
  ['s3:PutObject', `${folder}/investigations/case-2/plan.json`],
  ['s3:PutObject', `${folder}/investigations/case-1/receipt.json`],
  ['s3:DeleteObject', `${folder}/investigations/case-1/plan.json`],
  ['s3:ListBucket', folder, { 's3:prefix': 'investigations/' }],
  ['s3:PutBucketPolicy', folder],
  ['kms:Decrypt', logsKey, viaS3],
  ['kms:Decrypt', logsKey, ofTrail],
  ['kms:Decrypt', logsKey, { ...ofTrail, 'kms:ViaService': 's3.us-east-1.amazonaws.com' }],
  ['kms:Decrypt', logsKey, { ...viaS3, ...ofS3(`${logs}-2`) }],
  ['kms:Decrypt', folderKey, { ...viaS3, ...ofS3(`${folder}/investigations/case-2/evidence/1.parquet`) }],
  ['kms:Encrypt', folderKey, { ...viaS3, ...ofS3(folder) }],
  ['kms:GenerateDataKey', logsKey, { ...viaS3, ...ofTrail }],
  ['lakeformation:GetDataAccess', '*'],
  ['iam:CreateRole', role],
  ['iam:PutRolePolicy', role],
  ['iam:DeleteRolePolicy', role],
  ['iam:PassRole', role],
  ['sts:AssumeRole', role],
);

describe('the temporary role', () => {
  test.each(NEEDED)('may %s on %s %j until its deadline', async (action, resource, context) => {
    expect(await ask(action, resource, context)).toBe('Allowed');
    expect(await ask(action, resource, { ...context, 'aws:CurrentTime': plan.access.deadline })).not.toBe('Allowed');
  });

  test.each(REFUSED)('may not %s on %s %j', async (action, resource, context) => {
    expect(await ask(action, resource, context)).not.toBe('Allowed');
  });

  test.each(NEEDED.filter(([action, resource]) => action.startsWith('glue:') || resource.startsWith(logs)))(
    'may %s on %s %j through Athena only',
    async (action, resource, context) => {
      expect(await ask(action, resource, { ...context, 'aws:CalledVia': ['cloudformation.amazonaws.com'] })).not.toBe('Allowed');
    },
  );

  test('reaches its folder in the bucket of the trail too, with many accounts and Regions planned', async () => {
    const reads = { ...exampleReads, accounts: ['111122223333', '444455556666'], regions: ['eu-west-1', 'us-east-1'] };
    const shared = planWith({ place: { ...examplePlace, folder: { bucket: 'example-trail' } }, reads });
    const policies = rolePolicies(shared);
    const read = { action: 's3:GetObject', resource: `${logs}/investigations/case-1/evidence/1.parquet` };
    const list = { action: 's3:ListBucket', resource: logs, context: { 's3:prefix': 'investigations/case-1/evidence/' } };
    expect(await Promise.all([read, list].map((call) => decide(shared, policies, call)))).toEqual(['Allowed', 'Allowed']);
  });
});
