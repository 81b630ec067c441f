import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';

/** Whose credentials, and which Region; what is left out comes from the usual chain. */
export interface Place {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
}

/** One client for each service that the command line speaks to. None is connected before its first call. */
export function clientsFor({ region, profile }: Place) {
  const config = { maxAttempts: 5, ...(region === undefined ? {} : { region }), ...(profile === undefined ? {} : { profile }) };
  return {
    cloudformation: new CloudFormationClient(config),
    cloudtrail: new CloudTrailClient(config),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    lakeformation: new LakeFormationClient(config),
    lambda: new LambdaClient(config),
    // An endpoint of one's own has no host name for each bucket; a bucket in another Region is asked there.
    s3: new S3Client({ ...config, forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined, followRegionRedirects: true }),
    sfn: new SFNClient(config),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
    sts: new STSClient(config),
  };
}
export type Clients = ReturnType<typeof clientsFor>;
