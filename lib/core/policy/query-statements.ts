import type { Plan } from '../plan.ts';
import { bucketArn, folderKeys } from './log-statements.ts';
import { type PolicyStatement, VIA_ATHENA } from './statement.ts';

/** What every investigation needs whatever logs it reads: to query, to find its tables, to keep what it found, and the keys for it. */
export const queryStatements = (plan: Plan): PolicyStatement[] => [
  query(plan),
  ...findTables(plan),
  ...keepInFolder(plan),
  ...decryptLogs(plan),
  ...useFolderKey(plan),
];

/**
 * Athena authorizes by workgroup only, so a right to stop would reach the queries of every other investigation: revoke stops ours, with
 * a right of its own. `GetWorkGroup` is the cheap call that shows that the policy has arrived.
 */
const query = ({ place }: Plan): PolicyStatement => ({
  Sid: 'QueryInWorkgroup',
  Effect: 'Allow',
  Action: ['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults', 'athena:GetWorkGroup'],
  Resource: [`arn:${place.partition}:athena:${place.region}:${place.account}:workgroup/${place.workgroup}`],
});

/**
 * Glue wants a right on a resource and on all above it, and Athena a look at the database `default`.
 * Source: Athena User Guide, "Configure access to databases and tables in the AWS Glue Data Catalog".
 */
function findTables({ place }: Plan): PolicyStatement[] {
  const glue = `arn:${place.partition}:glue:${place.region}:${place.account}`;
  const above = [`${glue}:catalog`, `${glue}:database/${place.database}`];
  const tables = [place.tables.logs, place.tables.evidence].map((table) => `${glue}:table/${place.database}/${table}`);
  const read = ['glue:GetTable', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'];
  return [
    {
      Sid: 'FindDatabase',
      Effect: 'Allow',
      Action: ['glue:GetDatabase'],
      Resource: [...above, `${glue}:database/default`],
      Condition: VIA_ATHENA,
    },
    { Sid: 'FindTables', Effect: 'Allow', Action: read, Resource: [...above, ...tables], Condition: VIA_ATHENA },
  ];
}

/** Not tied to Athena: results may also be fetched as files. Plan, receipt and report are not for the role to write that they are about. */
function keepInFolder(plan: Plan): PolicyStatement[] {
  const bucket = bucketArn(plan.place, plan.place.folder.bucket);
  return [
    {
      Sid: 'KeepInFolder',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      Resource: ['evidence', 'results'].map((kind) => `${bucket}/investigations/${plan.id}/${kind}/*`),
    },
    {
      Sid: 'ListFolder',
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: [bucket],
      Condition: { StringLike: { 's3:prefix': folderKeys(plan) } },
    },
    { Sid: 'LocateFolder', Effect: 'Allow', Action: ['s3:GetBucketLocation'], Resource: [bucket] },
  ];
}

/**
 * Only what CloudTrail encrypted, in either form that S3 sends: the trail's own context, or the bucket's ARN where the bucket uses an S3
 * Bucket Key. S3 asks for a key only to hand out an object, so what ties the reading of logs to Athena ties these as well.
 * Source: CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail"; S3 User Guide, "S3 Bucket Keys".
 */
function decryptLogs({ place }: Plan): PolicyStatement[] {
  const { bucket, kmsKeyArn } = place.logs;
  if (kmsKeyArn === undefined) return [];
  const decrypt = { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [kmsKeyArn] } as const;
  const byTrail = { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${place.partition}:cloudtrail:*:*:trail/*` };
  const byBucket = { 'kms:EncryptionContext:aws:s3:arn': bucketArn(place, bucket) };
  return [
    { Sid: 'DecryptLogs', ...decrypt, Condition: { StringLike: { ...viaS3(kmsKeyArn), ...byTrail } } },
    { Sid: 'DecryptLogsOfBucketKey', ...decrypt, Condition: { StringLike: { ...viaS3(kmsKeyArn), ...byBucket } } },
  ];
}

function useFolderKey(plan: Plan): PolicyStatement[] {
  const { bucket, kmsKeyArn } = plan.place.folder;
  if (kmsKeyArn === undefined) return [];
  const arn = bucketArn(plan.place, bucket);
  const context = { 'kms:EncryptionContext:aws:s3:arn': [arn, `${arn}/${folderKeys(plan)}`] };
  return [
    {
      Sid: 'UseKeyOfFolder',
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: [kmsKeyArn],
      Condition: { StringLike: { ...viaS3(kmsKeyArn), ...context } },
    },
  ];
}

/** A key and the bucket that uses it are in one Region; in China the name of the service ends in `.cn`. */
const viaS3 = (kmsKeyArn: string) => ({ 'kms:ViaService': `s3.${kmsKeyArn.split(':')[3]}.amazonaws.com*` });
