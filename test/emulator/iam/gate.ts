import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { adminAt } from '../admin.ts';
import { s3Arn } from './arn.ts';
import type { AwsRequest } from './aws-request.ts';
import { type Answer, denial, errorAnswer } from './denial.ts';
import { type Faults, noFaults } from './faults.ts';
import { type Judge, judgeOf, principalOf } from './judge.ts';
import type { Keys } from './keys.ts';
import { objectKeyQuestions, onBehalf } from './on-behalf.ts';
import type { Question } from './question.ts';
import { questionsOf } from './questions.ts';
import { rolesIn } from './roles.ts';
import { objectOf } from './s3-questions.ts';
import { type Caller, type Sessions, sessionsOf } from './sessions.ts';

/** Where requests go that IAM allows, by service. */
export interface Upstreams {
  readonly emulator: string;
  /** Known once the stack is deployed. */
  athena: string | undefined;
}

/** IAM before the emulator: each request of a function or a session is judged by the policies that are there at that moment. */
export interface Gate {
  readonly judge: Judge;
  readonly sessions: Sessions;
  /** Empty until the stack is deployed. */
  readonly keys: Keys;
  readonly faults: Faults;
  /** What a request is answered instead of being passed on; undefined where it may pass. */
  refusal(request: AwsRequest): Promise<Answer | undefined>;
  /** What a request is answered where the service found nothing; undefined where the caller may know that. */
  hiding(request: AwsRequest): Promise<Answer | undefined>;
}

/** The gate to these upstreams. `now`: milliseconds since 1970, for the deadlines in policies. */
export function gateTo(upstreams: Upstreams, now: () => number): Gate {
  const roles = rolesIn(adminAt(upstreams.emulator));
  const lookups = { roles, workgroupOf: (id: string) => workgroupOf(upstreams, id) };
  const judging = { judge: judgeOf(roles, now), keys: new Map<string, string>() };
  const [sessions, faults] = [sessionsOf(roles), noFaults()];
  return {
    ...judging,
    sessions,
    faults,
    refusal: async (request) => {
      if (isAdmin(request)) return undefined;
      const caller = await sessions.callerOf(request.accessKey);
      if (caller === undefined) return denial(request, 'The security token included in the request is invalid');
      if (caller.expires < now()) return denial(request, 'ExpiredToken: The security token included in the request is expired');
      const asked = await questionsOf(request, lookups);
      const fault = faults.take(asked);
      if (fault?.kind === 'error') return errorAnswer(request, fault);
      if (fault?.kind === 'slow') await setTimeout(fault.milliseconds);
      return judged(judging, caller, { request, asked });
    },
    // Only who may list a bucket hears that an object is not there. Source: S3 API Reference, GetObject.
    hiding: async (request) => {
      const caller = isAdmin(request) ? undefined : await sessions.callerOf(request.accessKey);
      const asked = [{ action: 's3:ListBucket', resource: s3Arn(objectOf(request).bucket) }];
      return caller === undefined || request.service !== 's3' ? undefined : judged(judging, caller, { request, asked });
    },
  };
}

/** An access key of 12 digits is the account's own: the harness, CDK, and services of the emulator among themselves. */
const isAdmin = ({ accessKey }: AwsRequest): boolean => /^(\d{12})?$/.test(accessKey);

interface Asked {
  readonly request: AwsRequest;
  readonly asked: readonly Question[];
}

async function judged(
  { judge, keys }: Pick<Gate, 'judge' | 'keys'>,
  caller: Caller,
  { request, asked }: Asked,
): Promise<Answer | undefined> {
  const ofKeys = asked.flatMap((question) => objectKeyQuestions(question, keys));
  const made = await judge.ask(caller, [...asked, ...ofKeys, ...onBehalf(request, keys)]);
  const no = made.find(({ allowed }) => !allowed);
  if (no === undefined) return undefined;
  return denial(
    request,
    `User: ${principalOf(caller)} is not authorized to perform: ${no.action} on resource: ${no.resource} (${no.result})`,
  );
}

const Execution = z.object({ QueryExecution: z.object({ WorkGroup: z.string() }) });

async function workgroupOf(upstreams: Upstreams, id: string): Promise<string> {
  const answer = await fetch(upstreams.athena ?? upstreams.emulator, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonAthena.GetQueryExecution' },
    body: JSON.stringify({ QueryExecutionId: id }),
  });
  return Execution.safeParse(await answer.json()).data?.QueryExecution.WorkGroup ?? '*';
}
