import type { S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Catalogue } from '../../core/runbook/runbook.ts';
import type { Settings } from '../../core/settings.ts';
import type { Deployment } from '../deployment.ts';

/** What the start function works with. */
export interface Intake {
  readonly sfn: SFNClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly deployment: Deployment;
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly machineArn: string;
  readonly queueUrl: string;
  readonly deadLetterUrl: string;
  /** ARNs of the roles of our functions. */
  readonly ownRoles: readonly string[];
  /** What this process started, by name, in milliseconds since 1970: lists of executions lag behind. */
  readonly recent: Map<string, number>;
}
