import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { InputError } from '../../core/errors.ts';
import type { Settings } from '../../core/settings.ts';
import type { LogSource } from './log-source.ts';
import { NewTrail } from './new-trail.ts';

/** The trail that settings name, or else a new one. */
export interface TrailProps {
  readonly settings: Pick<Settings, 'trail'>;
  /** Bucket of the investigations: a new trail records who reads it. */
  readonly folderArn: string;
}

/** Where the logs are. */
export class Trail extends Construct {
  readonly source: LogSource;

  constructor(scope: Construct, id: string, { settings: { trail }, folderArn }: TrailProps) {
    super(scope, id);
    assertComplete(trail);
    const bucket =
      trail.bucket === undefined ? new NewTrail(this, 'New', { folderArn }).bucket : Bucket.fromBucketName(this, 'Given', trail.bucket);
    const prefix = trail.prefix.replace(/^\/+|\/+$/g, '');
    const folders = [prefix, 'AWSLogs', trail.organization].filter(Boolean).map((folder) => `${folder}/`);
    this.source = { bucket, prefix, folders: folders.join(''), organization: trail.organization, kmsKeyArn: trail.kmsKeyArn };
  }
}

/** What only a trail that exists can have. */
function assertComplete({ bucket, prefix, organization, kmsKeyArn }: Settings['trail']): void {
  const named = Object.entries({ prefix, organization, kmsKeyArn }).filter(([, value]) => value !== undefined && value !== '');
  if (bucket !== undefined || named.length === 0) return;
  const keys = named.map(([key, value]) => `trail.${key} (${value})`).join(' and ');
  throw new InputError(`${keys} belongs to a trail that exists: set trail.bucket to its bucket, or leave it out to get a new trail`);
}
