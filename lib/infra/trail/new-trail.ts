import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

/** What a new trail records besides management events. */
export interface NewTrailProps {
  /** Bucket whose objects' readers and writers are recorded. */
  readonly folderArn: string;
}

/** A trail of this account over all Regions, with digests that prove its files, and a bucket that outlives the stack. */
export class NewTrail extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { folderArn }: NewTrailProps) {
    super(scope, id);
    this.bucket = logBucket(this);
    const trail = new CfnTrail(this, 'Trail', {
      s3BucketName: this.bucket.bucketName,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      advancedEventSelectors: [
        { name: 'Management events', fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }] },
        {
          name: 'Who reads and writes investigations',
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
            { field: 'resources.ARN', startsWith: [`${folderArn}/`] },
          ],
        },
      ],
    });
    // CloudTrail tries the bucket when the trail is created.
    if (this.bucket.policy !== undefined) trail.node.addDependency(this.bucket.policy);
  }
}

/** Encrypted by S3: a key of ours would cost a request for each of the small files that a query reads, more than reading them. */
function logBucket(scope: Construct): Bucket {
  const bucket = new Bucket(scope, 'Bucket', {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [{ id: 'Unfinished', abortIncompleteMultipartUploadAfter: Duration.days(1) }],
  });
  acknowledge(bucket, {
    'AwsSolutions-S1':
      'This bucket is itself the log; a log of who reads it would grow with every query, and CloudTrail has who assumed which role',
  });
  for (const statement of deliveries(bucket)) bucket.addToResourcePolicy(statement);
  return bucket;
}

/**
 * Only trails of this account may deliver. The trail's own ARN can't stand here: the bucket has to be there before it.
 * Source: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail".
 */
function deliveries(bucket: Bucket): PolicyStatement[] {
  const stack = Stack.of(bucket);
  const trails = stack.formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: '*' });
  const byOurTrails = {
    principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
    conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': trails } },
  };
  return [
    new PolicyStatement({ ...byOurTrails, sid: 'TrailLooks', actions: ['s3:GetBucketAcl'], resources: [bucket.bucketArn] }),
    new PolicyStatement({
      ...byOurTrails,
      sid: 'TrailDelivers',
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`AWSLogs/${stack.account}/*`)],
    }),
  ];
}
