import { BASE62, type Random } from './random.ts';
import type { Fields, Operation } from './record.ts';

/** A bucket of S3 and whose it is. */
export interface Bucket {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

const host = ({ name, region }: Bucket): string => `${name}.s3.${region}.amazonaws.com`;
const bucketArn = ({ name }: Bucket): string => `arn:aws:s3:::${name}`;

/** An object is fetched: a data event, which trails log only where they were told to. */
export const getObject = (bucket: Bucket, object: { key: string; bytes: number }, random: Random): Operation =>
  onObject('GetObject', bucket, object.key, traffic(random, 0, object.bytes));

/** An object is stored under the bucket's own key. */
export function putObject(bucket: Bucket, object: { key: string; bytes: number }, random: Random): Operation {
  const operation = onObject('PutObject', bucket, object.key, traffic(random, object.bytes, 0));
  const encryption = { 'x-amz-server-side-encryption': 'aws:kms' };
  return { ...operation, request: { ...operation.request, ...encryption }, response: encryption };
}

function onObject(name: string, bucket: Bucket, key: string, additional: Fields): Operation {
  return {
    service: 's3',
    name,
    request: { bucketName: bucket.name, Host: host(bucket), key },
    additional,
    resources: [
      { type: 'AWS::S3::Object', ARN: `${bucketArn(bucket)}/${key}` },
      { accountId: bucket.account, type: 'AWS::S3::Bucket', ARN: bucketArn(bucket) },
    ],
    category: 'Data',
    host: host(bucket),
  };
}

/** The keys of a bucket are listed: logged with the objects, for it tells their names. */
export function listObjects(bucket: Bucket, prefix: string, random: Random): Operation {
  return {
    service: 's3',
    name: 'ListObjects',
    request: { 'list-type': '2', bucketName: bucket.name, prefix, 'max-keys': '1000', Host: host(bucket) },
    additional: traffic(random, 0, random.between(20_000, 240_000)),
    resources: [
      { type: 'AWS::S3::Object', ARNPrefix: `${bucketArn(bucket)}/${prefix}` },
      { accountId: bucket.account, type: 'AWS::S3::Bucket', ARN: bucketArn(bucket) },
    ],
    category: 'Data',
    host: host(bucket),
  };
}

/** A bucket's settings are read, like GetBucketPolicy or GetBucketLocation. */
export function readBucket(name: string, bucket: Bucket, random: Random): Operation {
  const query = name.replace(/^GetBucket/, '').replace(/^\w/, (letter) => letter.toLowerCase());
  return {
    service: 's3',
    name,
    request: { bucketName: bucket.name, Host: host(bucket), [query]: '' },
    additional: traffic(random, 0, random.between(137, 1400)),
    resources: [{ accountId: bucket.account, type: 'AWS::S3::Bucket', ARN: bucketArn(bucket) }],
    host: host(bucket),
  };
}

/** The buckets of the account are listed. */
export function listBuckets(region: string, random: Random): Operation {
  const at = `s3.${region}.amazonaws.com`;
  return { service: 's3', name: 'ListBuckets', request: { Host: at }, additional: traffic(random, 0, random.between(900, 4000)), host: at };
}

const traffic = (random: Random, bytesIn: number, bytesOut: number): Fields => ({
  SignatureVersion: 'SigV4',
  CipherSuite: 'TLS_AES_128_GCM_SHA256',
  bytesTransferredIn: bytesIn,
  AuthenticationMethod: 'AuthHeader',
  'x-amz-id-2': `${random.text(75, BASE62)}=`,
  bytesTransferredOut: bytesOut,
});
