import { createServer } from 'node:http';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ACCOUNT, REGION } from './admin.ts';
import { closed, listening } from './http.ts';
import { isOver, type Running, started } from './process.ts';

/** The emulated AWS. */
export interface Emulator {
  readonly url: string;
  stop(): Promise<void>;
}

export interface EmulatorOptions {
  readonly python: string;
  readonly port: number;
  /** A folder for its log and whatever it keeps. */
  readonly folder: string;
  /** Where functions find "AWS". */
  readonly endpoint: string;
  /** Of how many seconds a second of Wait or Retry is one. */
  readonly waitScale: number;
}

/** What Node needs to be told so that functions pause no longer than the rest of the emulated world. */
export const SHORT_PAUSES = `--import=${pathToFileURL(resolve(import.meta.dirname, 'short-pauses.ts'))}`;

/** Variables of the machine's owner that would lead a client or CDK to a real account, or into another one's habits. */
const FOREIGN = /^(AWS_|CDK_|NODE_OPTIONS|PYTHON)/;

/** The environment of this process without what points at an account. */
export const cleanEnvironment = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));

/** A port that is free at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const { port } = new URL(await listening(server));
  await closed(server);
  return Number(port);
}

/** Starts it and waits until it answers. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const log = join(options.folder, 'emulator.log');
  const running = started(options.python, [resolve(import.meta.dirname, 'emulator.py')], { environment: environmentOf(options), log });
  const url = `http://127.0.0.1:${options.port}`;
  await healthy(url, running, log);
  return { url, stop: running.stop };
}

/** Functions run in the `node` that is first on the PATH: this one. */
const environmentOf = ({ port, folder, endpoint, waitScale }: EmulatorOptions) => ({
  ...cleanEnvironment(),
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  PORT: String(port),
  BIND_HOST: '127.0.0.1',
  MINISTACK_HOST: '127.0.0.1',
  MINISTACK_REGION: REGION,
  MINISTACK_ACCOUNT_ID: ACCOUNT,
  AUTH: 'false',
  IOT_MTLS_ENABLED: '0',
  SFN_WAIT_SCALE: String(waitScale),
  NODE_OPTIONS: SHORT_PAUSES,
  LAMBDA_ASYNC_RETRY_BASE_SECONDS: '1',
  AWS_ENDPOINT_URL: endpoint,
  TMPDIR: folder,
  STATE_DIR: folder,
});

async function healthy(url: string, running: Running, log: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const isHealthy = await fetch(`${url}/_ministack/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isHealthy) return;
    if (isOver(running.child)) break;
    await setTimeout(50);
  }
  await running.stop();
  throw new Error(`the emulator did not start; ${log} says why`);
}
