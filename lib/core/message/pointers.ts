import type { MessageContext } from './message.ts';

/** Where the full report is. Nothing here opens it: each way asks for the reader's own sign-in, unlike a presigned link. */
export interface Pointers {
  readonly command: string;
  readonly file: string;
  readonly console: string;
}

/** Domains of the console, by the first letters of the Region. */
const CONSOLES: readonly (readonly [prefix: string, domain: string])[] = [
  ['cn-', 'amazonaws.cn'],
  ['us-gov-', 'amazonaws-us-gov.com'],
];

/** The command for it, the file, and the page of the S3 console with that file. The address has no `&`, which chats rewrite. */
export function pointersTo(id: string, { location, region }: Pick<MessageContext, 'location' | 'region'>): Pointers {
  const file = `${location.replace(/\/*$/, '/')}report.html`;
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(file) ?? [];
  const domain = CONSOLES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws.amazon.com';
  const page = `https://${region}.console.${domain}/s3/object/${encodeURIComponent(bucket)}?prefix=${encodeURIComponent(key)}`;
  return { command: `trailwarden report ${id}`, file, console: page };
}
