import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { InputError, messageOf } from '../../core/errors.ts';
import { FILES } from '../../core/kept.ts';
import { permitted, Refused } from './refused.ts';

/** Where the folder of an investigation is. */
export interface FolderAt {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly id: string;
}

/** How a long copy is watched. */
export interface Watched {
  readonly signal: AbortSignal;
  readonly tell: (text: string) => void;
}

const Manifest = z.object({ files: z.record(z.string(), z.string()) });

/** A text of the folder; undefined where there is none, or where it is larger than `most` bytes. */
export async function textOf(folder: FolderAt, name: string, most = Number.POSITIVE_INFINITY): Promise<string | undefined> {
  const found = await objectOf(folder, name);
  if (found === undefined) return undefined;
  if ((found.ContentLength ?? 0) <= most) return found.Body?.transformToString();
  await found.Body?.transformToWebStream().cancel();
  return undefined;
}

async function objectOf(folder: FolderAt, name: string) {
  const { s3, bucket } = folder;
  const key = keyOf(folder, name);
  try {
    return await permitted('s3:GetObject', () => s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'NoSuchKey') return undefined;
    if (thrown instanceof Refused && (await isAbsent(folder, key))) return undefined;
    throw thrown;
  }
}

const keyOf = ({ id }: FolderAt, name: string): string => `investigations/${id}/${name}`;

/**
 * S3 refuses an object that does not exist to whoever may list only under a prefix, as readers may; the listing tells the two apart.
 * Source: S3 API Reference, GetObject, "Permissions".
 */
async function isAbsent({ s3, bucket }: FolderAt, key: string): Promise<boolean> {
  try {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 }));
    return !Contents.some(({ Key }) => Key === key);
  } catch {
    return false;
  }
}

/** Writes one text of the folder to a new file. */
export async function copyFile(folder: FolderAt, name: string, path: string): Promise<void> {
  const text = await textOf(folder, name);
  if (text === undefined) throw new Error(`the investigation '${folder.id}' has no ${name}`);
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (thrown) {
    throw new InputError(`cannot write '${path}' (${messageOf(thrown)})`);
  }
}

/**
 * Copies the files that the manifest names into a new folder. It stands under another name until each is there and is what the manifest
 * says, so that a half-made copy never looks whole.
 */
export async function copyFolder(folder: FolderAt, path: string, watched: Watched): Promise<void> {
  const manifest = await textOf(folder, FILES.manifest);
  if (manifest === undefined) throw new InputError(`the investigation '${folder.id}' has no ${FILES.manifest} yet: it has not ended`);
  const target = resolve(path);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.partial`);
  try {
    begin(draft);
    await fill(folder, draft, { files: filesIn(manifest, folder), watched });
    writeFileSync(join(draft, FILES.manifest), manifest);
    renameSync(draft, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function begin(draft: string): void {
  try {
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
  } catch (thrown) {
    throw new InputError(`cannot write in '${dirname(draft)}' (${messageOf(thrown)}); name another folder`);
  }
}

type Files = readonly (readonly [name: string, sha256: string])[];

async function fill(folder: FolderAt, draft: string, { files, watched }: { files: Files; watched: Watched }): Promise<void> {
  for (const [at, [name, expected]] of files.entries()) {
    watched.signal.throwIfAborted();
    watched.tell(`copying ${at + 1} of ${files.length}: ${name}`);
    const found = await objectOf(folder, name);
    if (found?.Body === undefined) throw new Error(`${name} is in the manifest of '${folder.id}' and no longer in its folder`);
    const sha256 = await written(found.Body.transformToWebStream(), join(draft, name), watched.signal);
    if (sha256 !== expected) throw new Error(`${name} of '${folder.id}' is not what its manifest says; look at the versions of the object`);
  }
}

/** Streams into a file, and resolves to its SHA-256: evidence may be larger than memory. */
async function written(body: ReadableStream, file: string, signal: AbortSignal): Promise<string> {
  mkdirSync(dirname(file), { recursive: true });
  const hash = createHash('sha256');
  const through = new Transform({ transform: (piece, _, done) => done(null, hash.update(piece) && piece) });
  await pipeline(body, through, createWriteStream(file, { flags: 'wx' }), { signal });
  return hash.digest('hex');
}

/** Whoever can write the manifest must not be able to write elsewhere on this machine. */
function filesIn(text: string, { id }: FolderAt): Files {
  const files = Object.entries(Manifest.parse(JSON.parse(text)).files);
  const isInside = (name: string) => /^[\w.-]+(\/[\w.-]+)*$/.test(name) && !name.split('/').some((part) => /^\.+$/.test(part));
  const odd = files.find(([name]) => !isInside(name));
  if (odd !== undefined) throw new Error(`the manifest of '${id}' names '${odd[0]}', which leads out of its folder; it was tampered with`);
  return files;
}
