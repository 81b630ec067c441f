import {
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  NoSuchKey,
  PutObjectCommand,
  PutObjectRetentionCommand,
  type PutObjectRetentionCommandInput,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { on, standIn } from './iam/stand-in.ts';

/** Objects by `bucket/key`: a Map, or something that is kept elsewhere and knows sizes without reading. */
export interface Objects {
  get(name: string): string | undefined;
  set(name: string, text: string): unknown;
  has(name: string): boolean;
  delete(name: string): unknown;
  keys(): Iterable<string>;
  bytesOf?(name: string): number;
}

/** How a text comes as a stream. A real one takes real time, which does not pass where time is virtual. */
type Stream = (text: string) => AsyncIterable<Uint8Array>;
const realStream: Stream = (text) => new Blob([text]).stream();

/** S3 in memory, behind every S3Client until `restore`: strongly consistent, keys sorted by their bytes, a thousand keys a page. */
export function fakeS3(objects: Objects = new Map(), stream: Stream = realStream) {
  const locked: PutObjectRetentionCommandInput[] = [];
  const restore = standIn(S3Client, [
    on(PutObjectCommand, async ({ Bucket, Key, Body, IfNoneMatch }) => {
      if (IfNoneMatch === '*' && objects.has(`${Bucket}/${Key}`)) throw preconditionFailed();
      objects.set(`${Bucket}/${Key}`, String(Body));
      return {};
    }),
    on(GetObjectCommand, async ({ Bucket, Key }) => {
      const text = objects.get(`${Bucket}/${Key}`);
      if (text === undefined) throw new NoSuchKey({ message: 'The specified key does not exist.', $metadata: { httpStatusCode: 404 } });
      return { Body: { transformToString: async () => text, transformToWebStream: () => stream(text) } };
    }),
    on(PutObjectRetentionCommand, async (input) => {
      locked.push(input);
      return {};
    }),
    on(ListObjectsV2Command, async (input) => listing(objects, input)),
  ]);
  return { objects, locked, restore };
}

function listing(objects: Objects, { Bucket = '', Prefix = '', Delimiter, StartAfter = '', ContinuationToken }: ListObjectsV2CommandInput) {
  const keys = [...objects.keys()].filter((name) => name.startsWith(`${Bucket}/`)).map((name) => name.slice(Bucket.length + 1));
  const after = ContinuationToken ?? StartAfter;
  const wanted = keys.filter((key) => key.startsWith(Prefix) && key > after).toSorted();
  if (Delimiter !== undefined) {
    const folders = new Set(wanted.flatMap((key) => key.slice(Prefix.length).split(Delimiter).slice(0, -1).slice(0, 1)));
    return { CommonPrefixes: [...folders].map((folder) => ({ Prefix: `${Prefix}${folder}${Delimiter}` })) };
  }
  const page = wanted.slice(0, 1000);
  const Contents = page.map((Key) => ({ Key, Size: sizeOf(objects, `${Bucket}/${Key}`) }));
  return { Contents, ...(wanted.length > page.length ? { IsTruncated: true, NextContinuationToken: page.at(-1) } : {}) };
}

const sizeOf = (objects: Objects, name: string): number => objects.bytesOf?.(name) ?? Buffer.byteLength(objects.get(name) ?? '');

const preconditionFailed = () =>
  new S3ServiceException({
    name: 'PreconditionFailed',
    $fault: 'client',
    $metadata: { httpStatusCode: 412 },
    message: 'At least one of the pre-conditions you specified did not hold',
  });
