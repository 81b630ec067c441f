import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  PutObjectRetentionCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { FILES } from '../core/kept.ts';
import type { Folder } from '../core/ports.ts';
import { DAY } from '../core/time.ts';
import { clock } from './clock.ts';

/** Where a folder is. */
interface Where {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly id: string;
  /** Days for which nobody may change or delete what was sealed. @default - none; the bucket has to allow Object Lock */
  readonly lockDays?: number;
}

/** What Athena leaves for each query repeats the answers, and may still grow when a query is stopped: it is no part of the record. */
const RESULTS = 'results/';

/** The folder `investigations/<id>/` of a bucket. A text is there for the next reader as soon as it is put: S3 User Guide, "Data consistency model". */
export const s3Folder = (where: Where): Folder => ({
  put: (name, text) => put(where, name, text),
  get: (name) => get(where, name),
  seal: async (versions) => {
    const files = await fingerprints(where);
    await put(where, FILES.manifest, `${JSON.stringify({ versions, files }, null, 2)}\n`);
    for (const name of [...Object.keys(files), FILES.manifest]) await lock(where, name);
  },
});

const TYPES: Readonly<Record<string, string>> = { json: 'application/json', html: 'text/html; charset=utf-8' };

async function put(where: Where, name: string, Body: string): Promise<void> {
  const ContentType = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain; charset=utf-8';
  await where.s3.send(new PutObjectCommand({ Bucket: where.bucket, Key: keyOf(where, name), Body, ContentType }));
}

async function get(where: Where, name: string): Promise<string | undefined> {
  try {
    const { Body } = await where.s3.send(new GetObjectCommand({ Bucket: where.bucket, Key: keyOf(where, name) }));
    return await Body?.transformToString();
  } catch (thrown) {
    if (thrown instanceof NoSuchKey) return undefined;
    throw thrown;
  }
}

/** Names are our own; one that leads out of the folder is a mistake that must not write anywhere. */
function keyOf({ id }: Where, name: string): string {
  const isInside = name !== '' && name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isInside) throw new Error(`the name '${name}' leads out of the investigation's folder`);
  return `investigations/${id}/${name}`;
}

/**
 * Each file on its own, once it is whole: a lock on everything that comes into the bucket would also hold what Athena writes and takes back.
 * Source: S3 User Guide, "Locking objects with Object Lock".
 */
async function lock(where: Where, name: string): Promise<void> {
  if (where.lockDays === undefined) return;
  const Retention = { Mode: 'COMPLIANCE', RetainUntilDate: new Date(clock.now() + where.lockDays * DAY) } as const;
  await where.s3.send(new PutObjectRetentionCommand({ Bucket: where.bucket, Key: keyOf(where, name), Retention }));
}

async function fingerprints(where: Where): Promise<Record<string, string>> {
  const Prefix = `investigations/${where.id}/`;
  const hashes: [string, string][] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: where.s3 }, { Bucket: where.bucket, Prefix })) {
    const names = Contents.flatMap(({ Key }) => Key?.slice(Prefix.length) ?? []).filter(
      (name) => name !== FILES.manifest && !name.startsWith(RESULTS),
    );
    for (const name of names) hashes.push([name, await sha256(where, name)]);
  }
  return Object.fromEntries(hashes);
}

/** Read in pieces: evidence may be larger than memory. */
async function sha256(where: Where, name: string): Promise<string> {
  const { Body } = await where.s3.send(new GetObjectCommand({ Bucket: where.bucket, Key: keyOf(where, name) }));
  const hash = createHash('sha256');
  for await (const piece of Body?.transformToWebStream() ?? []) hash.update(piece);
  return hash.digest('hex');
}
