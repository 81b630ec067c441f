import { Stack } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Place } from '../core/plan.ts';
import type { Estate } from './estate.ts';

/** Where things are, for the policies of the temporary role. `callers`: who may become it. */
export function placeIn({ key, folder, logs, tables, workgroup }: Estate, callers: readonly IRole[]): Place {
  const { partition, account, region } = Stack.of(folder);
  return {
    partition,
    account,
    region,
    logs: { bucket: logs.bucket.bucketName, prefix: logs.prefix, organization: logs.organization, kmsKeyArn: logs.kmsKeyArn },
    folder: { bucket: folder.bucket.bucketName, kmsKeyArn: key.keyArn },
    workgroup: workgroup.name,
    database: tables.database,
    tables: { logs: tables.logs, evidence: tables.evidence },
    callers: callers.map(({ roleArn }) => roleArn),
  };
}
