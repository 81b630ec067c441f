import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Store, StoredObject } from './store.ts';

/** Buckets of an S3; what is read of them is kept below `cache`, since nothing that Athena reads is ever written again. */
export function s3Store(s3: S3Client, cache: string): Store {
  return {
    list: async (bucket, prefix) => {
      const found: StoredObject[] = [];
      let next: string | undefined;
      do {
        const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: next });
        const { Contents = [], NextContinuationToken } = await s3.send(command);
        found.push(...Contents.map(({ Key = '', Size = 0 }) => ({ key: Key, bytes: Size })));
        next = NextContinuationToken;
      } while (next !== undefined);
      return found;
    },
    localPath: async (bucket, key) => {
      const path = join(cache, bucket, key);
      if (!existsSync(path)) await download(s3, { Bucket: bucket, Key: key }, path);
      return path;
    },
    put: async (bucket, key, path) => {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: createReadStream(path), ContentLength: statSync(path).size }));
    },
  };
}

/** Under another name until it is whole: two queries may want it at once. */
async function download(s3: S3Client, object: { Bucket: string; Key: string }, path: string): Promise<void> {
  const { Body } = await s3.send(new GetObjectCommand(object));
  if (!(Body instanceof Readable)) throw new Error(`s3://${object.Bucket}/${object.Key} has no body`);
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.${crypto.randomUUID()}`;
  await pipeline(Body, createWriteStream(partial));
  renameSync(partial, path);
}
