import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { on, standIn } from '../aws/iam/stand-in.ts';

/** Objects by `bucket/key`. */
export type Objects = Map<string, string>;

/** S3 in memory: strongly consistent, one page for a list. */
export const buckets = (objects: Objects): (() => void) =>
  standIn(S3Client, [
    on(PutObjectCommand, async ({ Bucket, Key, Body }) => {
      objects.set(`${Bucket}/${Key}`, String(Body));
      return {};
    }),
    on(GetObjectCommand, async ({ Bucket, Key }) => {
      const text = objects.get(`${Bucket}/${Key}`);
      if (text === undefined) throw new NoSuchKey({ message: 'The specified key does not exist.', $metadata: { httpStatusCode: 404 } });
      return { Body: { transformToString: async () => text, transformToWebStream: () => pieces(text) } };
    }),
    on(ListObjectsV2Command, async ({ Bucket, Prefix = '', StartAfter = '', Delimiter }) => {
      const keys = [...objects.keys()]
        .filter((name) => name.startsWith(`${Bucket}/${Prefix}`))
        .map((name) => name.slice(`${Bucket}/`.length));
      const wanted = keys.filter((key) => key > StartAfter).toSorted();
      const folders = wanted.map((key) => `${Prefix}${key.slice(Prefix.length).split('/', 1)[0]}/`);
      if (Delimiter !== undefined) return { CommonPrefixes: [...new Set(folders)].map((folder) => ({ Prefix: folder })) };
      return { Contents: wanted.map((Key) => ({ Key, Size: objects.get(`${Bucket}/${Key}`)?.length })) };
    }),
  ]);

/** A real stream takes real time, which does not pass here. */
async function* pieces(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
