import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AthenaClient } from '@aws-sdk/client-athena';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { ATHENA_RETRIES, athenaEngine } from '../../../lib/aws/athena/engine.ts';
import type { Desk } from '../../../lib/aws/athena/run-query.ts';
import type { Coverage } from '../../../lib/core/investigation.ts';
import type { Engine } from '../../../lib/core/ports.ts';
import type { Stored } from '../../contract/small-trail.ts';
import { examplePlace } from '../../core/example-plan.ts';
import { type RunningAthena, startAthena } from '../../emulator/athena/facade.ts';
import { folderStore, type Store } from '../../emulator/athena/store.ts';
import { write } from '../../local/temporary-folder.ts';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };

const CUTOFF = 1_000_000_000;

/** An emulated Athena, and clients of it. */
interface Served {
  readonly facade: RunningAthena;
  readonly store: Store;
  readonly desk: Desk;
  readonly s3: S3Client;
  /** Another client: one that was throttled goes slowly from then on. */
  readonly client: (maxAttempts?: number) => AthenaClient;
  readonly close: () => Promise<void>;
}

/** The same with engines over a trail, each for one pass of `case-1`. */
export interface Opened extends Served {
  readonly engine: (pass?: number, desk?: Partial<Desk>) => Engine;
}

/** Stores a trail as CloudTrail does, and starts an Athena over it. */
export async function openAthena(trail: readonly Stored[]): Promise<Opened> {
  const logs = mkdtempSync(join(tmpdir(), 'trailwarden-test-'));
  for (const [at, one] of trail.entries()) write(join(logs, keyOf(one, at)), gzipSync(JSON.stringify({ Records: one.records })));
  const { close, ...opened } = await openAthenaOver(logs);
  const coverage = coverageOf(trail);
  return {
    ...opened,
    engine: (pass = 1, other = {}) => athenaEngine({ ...opened.desk, ...other, s3: opened.s3, pass, coverage }),
    close: async () => {
      await close();
      rmSync(logs, { recursive: true });
    },
  };
}

/** Starts an Athena over a folder that stands for the trail's bucket. */
export async function openAthenaOver(logs: string): Promise<Served> {
  const root = mkdtempSync(join(tmpdir(), 'trailwarden-test-'));
  symlinkSync(resolve(logs), join(root, examplePlace.logs.bucket));
  const store = folderStore(root);
  const facade = await startAthena({ store, place: examplePlace, workgroups: { trailwarden: { cutoffBytes: CUTOFF } } });
  const clients: AthenaClient[] = [];
  const client = (maxAttempts: number = ATHENA_RETRIES.maxAttempts) => {
    const made = new AthenaClient({ endpoint: facade.url, region: 'eu-west-1', credentials, ...ATHENA_RETRIES, maxAttempts });
    clients.push(made);
    return made;
  };
  const desk = { athena: client(), place: examplePlace, id: 'case-1', bytesPerQuery: CUTOFF, remaining: () => Number.POSITIVE_INFINITY };
  const close = async () => {
    for (const made of clients) made.destroy();
    await facade.close();
    rmSync(root, { recursive: true });
  };
  return { facade, store, client, desk, s3: s3Over(store), close };
}

/** Lists one object a page, as S3 does a thousand. */
function s3Over(store: Store): S3Client {
  const s3 = new S3Client({ region: 'eu-west-1', credentials });
  mockClient(s3)
    .on(ListObjectsV2Command)
    .callsFake(async ({ Bucket, Prefix, ContinuationToken = '0' }: { Bucket: string; Prefix: string; ContinuationToken?: string }) => {
      const found = await store.list(Bucket, Prefix);
      const at = Number(ContinuationToken);
      const Contents = found.slice(at, at + 1).map(({ key, bytes }) => ({ Key: key, Size: bytes }));
      return { Contents, ...(at + 1 < found.length ? { NextContinuationToken: String(at + 1) } : {}) };
    });
  return s3;
}

const keyOf = ({ account, region, day }: Stored, at: number): string =>
  `AWSLogs/${account}/CloudTrail/${region}/${day}/${account}_CloudTrail_${region}_${day.replaceAll('/', '')}T1200Z_${at}.json.gz`;

/** What a listing of the trail would say. */
function coverageOf(trail: readonly Stored[]): Coverage {
  const partitions = trail.map(({ account, region, day }) => ({ account, region, day, files: 1, bytes: 1 }));
  return { layout: 'partitioned', files: trail.length, bytes: trail.length, partitions, missing: [], newest: [] };
}
