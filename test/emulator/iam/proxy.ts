import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { bodyOf, closed, listening } from '../http.ts';
import { type AwsRequest, readRequest } from './aws-request.ts';
import type { Answer } from './denial.ts';
import { type Gate, gateTo, type Upstreams } from './gate.ts';

/** The gate as the SDK of functions and sessions meets it: an endpoint for all of AWS. */
export interface IamProxy extends Gate {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts it on a free port. */
export async function startIamProxy(upstreams: Upstreams): Promise<IamProxy> {
  const gate = gateTo(upstreams, Date.now);
  const server = createServer((incoming, outgoing) => {
    pass({ gate, upstreams }, incoming, outgoing).catch((thrown) =>
      outgoing.writeHead(500, { 'content-type': 'text/plain' }).end(String(thrown)),
    );
  });
  return { ...gate, url: await listening(server), close: () => closed(server) };
}

interface Way {
  readonly gate: Gate;
  readonly upstreams: Upstreams;
}

async function pass(way: Way, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await bodyOf(incoming);
  const request = readRequest(incoming, body);
  const answer = (await way.gate.refusal(request)) ?? (await forwarded(way, incoming, { request, body }));
  const sent = Buffer.from(answer.body);
  outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': sent.length });
  outgoing.end(request.method === 'HEAD' ? '' : sent);
}

/** Headers of one connection, which the next one has of its own. */
const OF_CONNECTION = ['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'content-encoding', 'keep-alive'];

async function forwarded(
  { gate, upstreams }: Way,
  { headers }: IncomingMessage,
  { request, body }: { readonly request: AwsRequest; readonly body: Buffer },
): Promise<Answer> {
  const { service, method, url } = request;
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || OF_CONNECTION.includes(name) ? [] : [[name, String(value)]],
  );
  const target = service === 'athena' ? (upstreams.athena ?? upstreams.emulator) : upstreams.emulator;
  const init = { method, headers: Object.fromEntries(sent), redirect: 'manual' } as const;
  const response = await fetch(`${target}${url.pathname}${url.search}`, body.length === 0 ? init : { ...init, body: new Uint8Array(body) });
  const answer = await answerIn(response);
  if (request.operation === 'AssumeRole' && response.ok) gate.sessions.remember(request, answer.body.toString());
  return (response.status === 404 ? await gate.hiding(request) : undefined) ?? answer;
}

async function answerIn(response: Response): Promise<Answer> {
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !OF_CONNECTION.includes(name)));
  return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) };
}
