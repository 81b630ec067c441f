import type { LogSource } from '../trail/log-source.ts';
import type { Permission } from './permission.ts';

/** Listing the trail's files. No file is read: that is for the temporary role alone. */
export const listLogs = ({ bucket, folders }: LogSource): Permission => ({
  sid: 'ListLogs',
  actions: ['s3:ListBucket'],
  resources: [bucket.bucketArn],
  conditions: { StringLike: { 's3:prefix': [`${folders}*`] } },
});
