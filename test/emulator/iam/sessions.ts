import * as z from 'zod';
import { type AwsRequest, tagsOf, textOf } from './aws-request.ts';
import type { Context } from './question.ts';
import type { Roles } from './roles.ts';

/** Whose request it is. */
export interface Caller {
  readonly role: string;
  readonly session: string;
  /** What its session tells IAM about it. */
  readonly context: Context;
  readonly sessionPolicy?: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970; a function's own credentials are renewed for ever. */
  readonly expires: number;
}

/** Who holds which access key. */
export interface Sessions {
  /** Undefined for a key that nobody was given. */
  callerOf(accessKey: string): Promise<Caller | undefined>;
  /** Learns the key that AssumeRole handed out. */
  remember(request: AwsRequest, answer: string): void;
}

/** Functions sign with their names; every other key is of a session that was seen to begin. */
export function sessionsOf(roles: Roles): Sessions {
  const begun = new Map<string, Caller>();
  return {
    callerOf: async (accessKey) => {
      const session = begun.get(accessKey);
      if (session !== undefined) return session;
      const role = await roles.ofFunction(accessKey);
      return role === undefined ? undefined : { role, session: accessKey, context: {}, expires: Number.POSITIVE_INFINITY };
    },
    remember: (request, answer) => {
      begun.set(partOf(answer, 'AccessKeyId'), callerFrom(request, Date.parse(partOf(answer, 'Expiration'))));
    },
  };
}

function partOf(xml: string, name: string): string {
  const [, text] = new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml) ?? [];
  if (text === undefined) throw new Error(`AssumeRole answered without ${name}`);
  return text;
}

function callerFrom(request: AwsRequest, expires: number): Caller {
  const identity = textOf(request, 'SourceIdentity');
  const policy = textOf(request, 'Policy');
  const tags = tagsOf(request).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]);
  return {
    role: textOf(request, 'RoleArn').split('/').at(-1) ?? '',
    session: textOf(request, 'RoleSessionName'),
    context: { ...Object.fromEntries(tags), ...(identity === '' ? {} : { 'aws:SourceIdentity': identity }) },
    ...(policy === '' ? {} : { sessionPolicy: z.record(z.string(), z.unknown()).parse(JSON.parse(policy)) }),
    expires,
  };
}
