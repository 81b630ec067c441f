import { Stack } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** What queries write to, and how much each may read. */
export interface WorkgroupProps {
  readonly folder: IBucket;
  readonly key: IKey;
  /** Bytes after which Athena cancels a query. */
  readonly bytesPerQuery: number;
}

/**
 * The workgroup of the investigations. It does not enforce its own location: each query says that of its investigation, which its role
 * may write to and no other. CloudFormation can't ask for minimum encryption; the bucket encrypts whatever comes and refuses less.
 * Source: Athena User Guide, "Override client-side settings"; AWS::Athena::WorkGroup.
 */
export class Workgroup extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { folder, key, bytesPerQuery }: WorkgroupProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.name = stack.stackName;
    this.arn = stack.formatArn({ service: 'athena', resource: 'workgroup', resourceName: this.name });
    new CfnWorkGroup(this, 'Resource', {
      name: this.name,
      description: 'Queries of Trailwarden',
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: false,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        bytesScannedCutoffPerQuery: bytesPerQuery,
        publishCloudWatchMetricsEnabled: false,
        resultConfiguration: {
          outputLocation: `s3://${folder.bucketName}/unassigned/`,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn },
        },
      },
    });
  }
}
