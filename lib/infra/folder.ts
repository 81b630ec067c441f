import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Settings } from '../core/settings.ts';
import { acknowledge } from './acknowledge.ts';
import { onlyEncrypted, onlyOurs } from './folder-policy.ts';

/** How investigations are kept. */
export interface FolderProps {
  readonly key: IKey;
  readonly retention: Pick<Settings['retention'], 'investigationDays' | 'lockDays'>;
}

/** The bucket that holds `investigations/<id>/`. It outlives the stack: what it holds is evidence. */
export class Folder extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { key, retention: { investigationDays, lockDays } }: FolderProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      // Each file is locked when its folder is sealed. A default of the bucket would refuse what Athena writes without a checksum.
      objectLockEnabled: lockDays !== undefined,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          id: 'EndOfRetention',
          expiration: Duration.days(investigationDays),
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    acknowledge(this.bucket, {
      'AwsSolutions-S1':
        'CloudTrail data events of this bucket, which the trail of this stack has, say who read what, with session and key; access logs would say less, hours later',
    });
    this.bucket.addToResourcePolicy(onlyEncrypted(this.bucket));
  }

  /** Shuts out everybody but these roles and the temporary ones from all but reports. */
  onlyFor(roles: readonly IRole[], { temporaryRoles, custodians }: { temporaryRoles: string; custodians: readonly string[] }): void {
    const ours = [...roles.map(({ roleArn }) => roleArn), temporaryRoles];
    for (const statement of onlyOurs(this.bucket, { ours, custodians })) this.bucket.addToResourcePolicy(statement);
  }
}
