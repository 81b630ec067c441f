import { Stack } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { VIA_ATHENA } from '../core/policy/statement.ts';
import type { Kept } from './permissions/folder.ts';
import { argue, type Permission, statementsOf } from './permissions/permission.ts';
import type { Tables } from './tables/tables.ts';
import type { LogSource } from './trail/log-source.ts';

/** All that any investigation may ever touch. */
export interface BoundaryProps {
  readonly folder: Kept;
  readonly logs: LogSource;
  readonly workgroupArn: string;
  readonly tables: Tables;
}

/**
 * The permissions boundary of every temporary role: whatever somebody puts on one, it can do no more than read the trail through Athena
 * and write evidence and results. It grows with what `rolePolicies` of the core can allow, which a test holds it against.
 */
export class Boundary extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: BoundaryProps) {
    super(scope, id);
    const permissions = [query(props), ...findTables(props), ...readLogs(props), ...keepEvidence(props), ...useKeys(props)];
    const policy = new ManagedPolicy(this, 'Policy', {
      description: 'The most that a temporary role of Trailwarden can ever do',
      statements: statementsOf(permissions),
    });
    argue(policy, permissions);
    this.arn = policy.managedPolicyArn;
  }
}

const query = ({ workgroupArn }: BoundaryProps): Permission => ({
  sid: 'QueryInWorkgroup',
  actions: ['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults', 'athena:GetWorkGroup'],
  resources: [workgroupArn],
});

function findTables({ tables }: BoundaryProps): Permission[] {
  const glue = (resource: string, resourceName?: string) => Stack.of(tables).formatArn({ service: 'glue', resource, resourceName });
  const above = [glue('catalog'), glue('database', tables.database)];
  return [
    {
      sid: 'FindDatabase',
      actions: ['glue:GetDatabase'],
      resources: [...above, glue('database', 'default')],
      conditions: VIA_ATHENA,
    },
    {
      sid: 'FindTables',
      actions: ['glue:GetTable', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
      resources: [...above, ...[tables.logs, tables.evidence].map((table) => glue('table', `${tables.database}/${table}`))],
      conditions: VIA_ATHENA,
    },
  ];
}

const readLogs = ({ logs: { bucket, folders } }: BoundaryProps): Permission[] => [
  {
    sid: 'ReadLogs',
    actions: ['s3:GetObject'],
    resources: [bucket.arnForObjects(`${folders}*`)],
    wildcard: 'Each role names its days; a boundary has to leave room for those of all roles',
    conditions: VIA_ATHENA,
  },
  {
    sid: 'ListLogs',
    actions: ['s3:ListBucket'],
    resources: [bucket.bucketArn],
    conditions: { ...VIA_ATHENA, StringLike: { 's3:prefix': `${folders}*` } },
  },
  { sid: 'LocateLogs', actions: ['s3:GetBucketLocation'], resources: [bucket.bucketArn], conditions: VIA_ATHENA },
];

/** The reports and proofs of an investigation are not for its role to write. */
const keepEvidence = ({ folder: { bucket } }: BoundaryProps): Permission[] => {
  const own = ['evidence', 'results'].map((folder) => bucket.arnForObjects(`investigations/*/${folder}/*`));
  return [
    {
      sid: 'KeepEvidence',
      actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      resources: own,
      wildcard: 'Investigations have ids that do not exist yet; of each, evidence and results are meant',
    },
    {
      sid: 'ListFolders',
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': 'investigations/*' } },
    },
    { sid: 'LocateFolders', actions: ['s3:GetBucketLocation'], resources: [bucket.bucketArn] },
  ];
};

/** Which contexts the keys may be used in is for the role's own policy to say; that S3 asks for them is said here as well. */
const useKeys = ({ folder: { key }, logs: { kmsKeyArn } }: BoundaryProps): Permission[] => {
  const conditions = { StringLike: { 'kms:ViaService': 's3.*' } };
  return [
    { sid: 'UseKeyOfFolder', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn], conditions },
    ...(kmsKeyArn === undefined ? [] : [{ sid: 'DecryptLogs', actions: ['kms:Decrypt'], resources: [kmsKeyArn], conditions }]),
  ];
};
