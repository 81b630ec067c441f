import * as z from 'zod';
import type { RolePolicies } from '../investigation.ts';
import { READ_LOGS } from './log-statements.ts';

const Allowed = z.object({ Sid: z.literal(READ_LOGS), Resource: z.array(z.string()) });
const Limit = z.object({ Effect: z.literal('Deny'), NotResource: z.array(z.string()) });

/** Lists of patterns: an ARN has to fit one of each list. */
interface Reading {
  readonly bucket: string;
  readonly lists: readonly (readonly RegExp[])[];
}

/** Kept, because a listing asks once for each of its files. */
const readings = new WeakMap<RolePolicies, Reading>();

/** Whether the role could read the log file of this key in the trail's bucket, judged by the policy alone as IAM judges it. */
export function mayRead(policies: RolePolicies, key: string): boolean {
  const { bucket, lists } = readings.get(policies) ?? readingOf(policies);
  const arn = `${bucket}/${key}`;
  return lists.every((patterns) => patterns.some((pattern) => pattern.test(arn)));
}

function readingOf(policies: RolePolicies): Reading {
  const { Statement } = policies.permissions;
  const allowed = Statement.flatMap((statement) => Allowed.safeParse(statement).data?.Resource ?? []);
  const limits = Statement.flatMap((statement) => Limit.safeParse(statement).data ?? []);
  const [bucket = ''] = (allowed[0] ?? '').split('/', 1);
  const reading = { bucket, lists: [allowed, ...limits.map((limit) => limit.NotResource)].map((list) => list.map(asRegExp)) };
  readings.set(policies, reading);
  return reading;
}

const WILDCARDS: Readonly<Record<string, string>> = { '*': '.*', '?': '.' };

/** In a resource `*` stands for any characters, slashes too, and `?` for one. Source: IAM User Guide, "IAM JSON policy elements: Resource". */
function asRegExp(pattern: string): RegExp {
  const source = pattern.replace(/[\\^$.*+?()[\]{}|/]/g, (character) => WILDCARDS[character] ?? `\\${character}`);
  return new RegExp(`^${source}$`, 'su');
}
