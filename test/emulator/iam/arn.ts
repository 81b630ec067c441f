import { ACCOUNT, REGION } from '../admin.ts';

/** ARN of something in the emulated account and Region. */
export const arnOf = (service: string, rest: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

/** ARN of a bucket, or of an object in it. */
export const s3Arn = (bucket: string, key = ''): string => `arn:aws:s3:::${key === '' ? bucket : `${bucket}/${key}`}`;
