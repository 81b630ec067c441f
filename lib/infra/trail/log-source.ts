import type { IBucket } from 'aws-cdk-lib/aws-s3';

/** Where the trail delivers. */
export interface LogSource {
  readonly bucket: IBucket;
  /** What stands before `AWSLogs/` in its keys, without slashes at the ends. */
  readonly prefix: string;
  /** `[prefix/]AWSLogs/`, with the organization's id behind it where it is one's trail: here are the folders of accounts. */
  readonly folders: string;
  readonly organization?: string | undefined;
  /** Key that encrypts the log files, where it is a customer's. */
  readonly kmsKeyArn?: string | undefined;
}
