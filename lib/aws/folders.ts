import { S3Client } from '@aws-sdk/client-s3';
import type { Folder } from '../core/ports.ts';
import { deployment, settings } from './lambda.ts';
import { s3Folder } from './s3-folder.ts';

/** Emulators have no host name for each bucket. */
export const S3_STYLE = { forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined } as const;

export const s3Client = (): S3Client => {
  client ??= new S3Client(S3_STYLE);
  return client;
};

/** One for the life of the process: a new one would open its connections anew. */
let client: S3Client | undefined;

/** The folder of an investigation in this deployment. */
export const folderOf = (id: string): Folder =>
  s3Folder({ s3: s3Client(), bucket: deployment().place.folder.bucket, id, lockDays: settings().retention.lockDays });
