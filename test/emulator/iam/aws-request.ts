import type { IncomingMessage } from 'node:http';
import * as z from 'zod';

/** A signed request as the SDK sends it, whatever the protocol of its service. */
export interface AwsRequest {
  /** As the signature names it: `states`, `iam`, `s3`. */
  readonly service: string;
  /** Empty for S3, which has none but the method and the path. */
  readonly operation: string;
  readonly accessKey: string;
  readonly method: string;
  readonly url: URL;
  /** What JSON or form carries, lists and objects of JSON included. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly form: URLSearchParams;
}

const CREDENTIAL = /Credential=([^/]+)\/[^/]+\/[^/]+\/([^/]+)\//;
const JsonObject = z.record(z.string(), z.unknown());

/** Takes a request apart. One that is not signed has no access key and no service. */
export function readRequest({ headers, method = 'GET', url = '/' }: IncomingMessage, body: Buffer): AwsRequest {
  const [, accessKey = '', service = ''] = CREDENTIAL.exec(headers.authorization ?? '') ?? [];
  const target = String(headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1);
  const isForm = String(headers['content-type']).startsWith('application/x-www-form-urlencoded');
  const form = new URLSearchParams(isForm ? body.toString() : '');
  const input = target ? JsonObject.parse(JSON.parse(body.toString() || '{}')) : Object.fromEntries(form);
  const operation = target || (form.get('Action') ?? '');
  return { service, operation, accessKey, method, url: new URL(url, 'http://proxy'), input, form };
}

/** A text of the request; empty where there is none. */
export function textOf({ input }: AwsRequest, ...names: readonly string[]): string {
  for (const name of names) {
    const value = input[name];
    if (typeof value === 'string') return value;
  }
  return '';
}

/** A list of the query protocol: `Tags.member.1.Key`, `Tags.member.1.Value`. */
export function tagsOf({ form }: AwsRequest): [string, string][] {
  const tags: [string, string][] = [];
  for (let at = 1; form.has(`Tags.member.${at}.Key`); at++) {
    tags.push([form.get(`Tags.member.${at}.Key`) ?? '', form.get(`Tags.member.${at}.Value`) ?? '']);
  }
  return tags;
}
