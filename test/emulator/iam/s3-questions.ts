import { s3Arn } from './arn.ts';
import type { AwsRequest } from './aws-request.ts';
import type { Question } from './question.ts';

/** Actions on an object, by method. POST begins or ends an upload in parts. */
const OBJECT: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  POST: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};
/** Actions on a bucket, by method. */
const BUCKET: Readonly<Record<string, string>> = {
  GET: 's3:ListBucket',
  HEAD: 's3:ListBucket',
  PUT: 's3:CreateBucket',
  POST: 's3:DeleteObject',
  DELETE: 's3:DeleteBucket',
};
/** What a parameter of a GET asks for instead. Source: Service Authorization Reference, "Actions for Amazon S3". */
const ASPECT: Readonly<Record<string, string>> = {
  location: 's3:GetBucketLocation',
  policy: 's3:GetBucketPolicy',
  encryption: 's3:GetEncryptionConfiguration',
  versions: 's3:ListBucketVersions',
  versioning: 's3:GetBucketVersioning',
  uploads: 's3:ListBucketMultipartUploads',
  uploadId: 's3:ListMultipartUploadParts',
  publicAccessBlock: 's3:GetBucketPublicAccessBlock',
};

/** Bucket and key of a path-style address. */
export function objectOf({ url }: AwsRequest): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', ...key] = decodeURIComponent(url.pathname).split('/');
  return { bucket, key: key.join('/') };
}

/** S3 has no names of operations in its requests: method and address say what is asked. */
export function s3Questions(request: AwsRequest): Question[] {
  const { method, url } = request;
  const { bucket, key } = objectOf(request);
  const aspect = method === 'GET' ? Object.keys(ASPECT).find((name) => url.searchParams.has(name)) : undefined;
  const action = ASPECT[aspect ?? ''] ?? (key === '' ? BUCKET : OBJECT)[method] ?? `s3:${method}`;
  const prefix = url.searchParams.get('prefix');
  return [{ action, resource: s3Arn(bucket, key), ...(prefix === null ? {} : { context: { 's3:prefix': prefix } }) }];
}
