import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { Deployment } from '../../lib/aws/deployment.ts';
import { type ByDuty, DUTIES, type DutyName, forEachDuty } from '../../lib/infra/functions/duty.ts';
import { type Admin, adminAt } from './admin.ts';
import { type RunningAthena, startAthena } from './athena/facade.ts';
import { s3Store } from './athena/s3-store.ts';
import { type Deployed, deployed } from './cdk.ts';
import { type Emulator, freePort, startEmulator } from './emulator.ts';
import type { Upstreams } from './iam/gate.ts';
import { keysIn } from './iam/keys.ts';
import { type IamProxy, startIamProxy } from './iam/proxy.ts';
import { judgedStore } from './judged-store.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { emulatorPython } from './python.ts';

/** The whole product on this machine, deployed by its own command. */
export interface System extends Deployed {
  readonly admin: Admin;
  readonly deployment: Deployment;
  /** Name of each function, by its duty. */
  readonly functions: ByDuty<string>;
  readonly proxy: IamProxy;
  readonly athena: RunningAthena;
  readonly mailbox: Mailbox;
  /** How long each part of the set-up took, in milliseconds. */
  readonly took: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

export const STACK = 'Trailwarden';

/** Starts everything; where that fails, stops what was started. What the parts write is in a new folder of the system's temporary one. */
export async function startSystem(settings: Readonly<Record<string, unknown>>, waitScale: number): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), 'trailwarden-e2e-'));
  const ends: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const system = await built({ folder, settings, waitScale, ends });
    return { ...system, stop };
  } catch (thrown) {
    await stop();
    throw new Error(`the system did not start; ${folder} has its logs`, { cause: thrown });
  }
}

interface Building {
  readonly folder: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly waitScale: number;
  /** How to end what was started, the last one first. */
  readonly ends: (() => Promise<void>)[];
}

async function built(building: Building): Promise<Omit<System, 'stop'>> {
  const { folder, settings, ends } = building;
  const took: Record<string, number> = {};
  const timed = async <T>(name: string, work: Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await work;
    took[name] = Math.round(performance.now() - began);
    return result;
  };
  const { emulator, proxy, upstreams } = await timed('emulator', emulated(building));
  const admin = adminAt(emulator.url);
  const stack = await timed('deploy', deployed({ url: emulator.url, folder, settings, stack: STACK }));
  for (const [encrypted, key] of await keysIn(stack.template, admin, STACK)) proxy.keys.set(encrypted, key);
  const { functions, deployment } = await functionsIn(admin);
  const athena = await athenaFor(deployment, { admin, proxy, cache: join(folder, 'read') });
  ends.push(() => athena.close());
  upstreams.athena = athena.url;
  const mailbox = await openMailbox(deployment.topics, admin);
  ends.push(() => mailbox.close());
  return { ...stack, admin, deployment, functions, proxy, athena, mailbox, took };
}

async function emulated({ folder, waitScale, ends }: Building): Promise<{ emulator: Emulator; proxy: IamProxy; upstreams: Upstreams }> {
  const port = await freePort();
  const upstreams: Upstreams = { emulator: `http://127.0.0.1:${port}`, athena: undefined };
  const proxy = await startIamProxy(upstreams);
  ends.push(() => proxy.close());
  const emulator = await startEmulator({ python: await emulatorPython(), port, folder, endpoint: proxy.url, waitScale });
  ends.push(() => emulator.stop());
  return { emulator, proxy, upstreams };
}

/** The names of functions are CloudFormation's own; what they are for stands in their descriptions. */
async function functionsIn(admin: Admin): Promise<Pick<System, 'functions' | 'deployment'>> {
  const { Functions = [] } = await new LambdaClient(admin).send(new ListFunctionsCommand({}));
  const find = (duty: DutyName) => {
    const found = Functions.find(({ Description }) => Description === DUTIES[duty].description);
    if (found?.FunctionName === undefined) throw new Error(`no function is deployed for '${duty}'`);
    return found;
  };
  return {
    deployment: Deployment.parse(JSON.parse(find('plan').Environment?.Variables?.DEPLOYMENT ?? '{}')),
    functions: forEachDuty((duty) => find(duty).FunctionName ?? ''),
  };
}

/** Athena over the buckets of the emulator, where each query reads and writes in the name of the session that started it. */
function athenaFor(
  { place }: Deployment,
  { admin, proxy, cache }: { admin: Admin; proxy: IamProxy; cache: string },
): Promise<RunningAthena> {
  const store = s3Store(new S3Client({ ...admin, forcePathStyle: true }), cache);
  const storeFor = (accessKey: string) => judgedStore(store, proxy, accessKey);
  return startAthena({ store, storeFor, place, workgroups: { [place.workgroup]: {}, primary: {} } });
}
