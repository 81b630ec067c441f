import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { messageOf } from '../../../lib/core/errors.ts';
import { AthenaError } from './athena-error.ts';
import type { Surroundings } from './duck-engine.ts';
import type { Execution } from './executions.ts';
import { createFaults, Fault, type Faults } from './faults.ts';
import { type Athena, OPERATIONS, type Workgroup } from './operations.ts';
import type { Store } from './store.ts';

/** What an emulated Athena stands in. */
export interface Emulated extends Surroundings {
  readonly workgroups: Readonly<Record<string, Workgroup>>;
  /** The store as the holder of an access key sees it. @default - `store`, for everybody */
  readonly storeFor?: (accessKey: string) => Store;
  /** 0 or none: any that is free. */
  readonly port?: number;
}

/** An Athena that listens. */
export interface RunningAthena {
  readonly url: string;
  readonly faults: Faults;
  /** Every query that was started, by id. */
  readonly executions: ReadonlyMap<string, Execution>;
  /** The operations that were called, in order. */
  readonly calls: readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * Starts an HTTP server that speaks Athena's protocol (JSON 1.1) and answers from the files of a store, with DuckDB. Faults come by
 * `faults.add`, or as JSON by `POST /_faults`. It checks no signature and no right: whoever stands before it does.
 */
export async function startAthena({ store, storeFor = () => store, place, workgroups, port = 0 }: Emulated): Promise<RunningAthena> {
  const faults = createFaults();
  const athena: Athena = { store, place, workgroups, faults, executions: new Map(), tokens: new Map(), running: new Set() };
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const asked = { ...athena, store: storeFor(accessKeyIn(request)) };
    void respond(request, response, { athena: asked, calls });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the emulated Athena has no port');
  const close = async () => {
    for (const { abort } of athena.executions.values()) abort.abort();
    await Promise.allSettled(athena.running);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${address.port}`, faults, executions: athena.executions, calls, close };
}

interface Listening {
  readonly athena: Athena;
  readonly calls: string[];
}

async function respond(request: IncomingMessage, response: ServerResponse, listening: Listening): Promise<void> {
  const answer = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() });
    response.end(JSON.stringify(body));
  };
  try {
    const body = await text(request);
    answer(200, request.url === '/_faults' ? addFault(body, listening) : call(nameIn(request), body, listening));
  } catch (thrown) {
    const { name, status, fields } = thrown instanceof AthenaError ? thrown : { name: 'InternalServerException', status: 500, fields: {} };
    answer(status, { __type: name, message: messageOf(thrown), Message: messageOf(thrown), ...fields });
  }
}

const accessKeyIn = ({ headers }: IncomingMessage): string => /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1] ?? '';

function addFault(body: string, { athena }: Listening): object {
  athena.faults.add(Fault.parse(JSON.parse(body)));
  return {};
}

const nameIn = ({ headers }: IncomingMessage): string => String(headers['x-amz-target'] ?? '').replace(/^AmazonAthena\./, '');

function call(name: string, body: string, { athena, calls }: Listening): unknown {
  calls.push(name);
  const on = { text: body, operation: name };
  const throttled = athena.faults.take('throttle', on);
  if (throttled !== undefined) throw new AthenaError(throttled.code, 'Rate exceeded', { Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED' });
  if (athena.faults.take('internal', on) !== undefined) throw new AthenaError('InternalServerException', 'Internal error', { status: 500 });
  if (athena.faults.take('denied', on) !== undefined) {
    throw new AthenaError('AccessDeniedException', `User is not authorized to perform: athena:${name}`);
  }
  const operation = OPERATIONS[name];
  if (operation === undefined) throw new AthenaError('UnknownOperationException', `${name} is not emulated`);
  return operation(JSON.parse(body), athena);
}
