import type { S3Client } from '@aws-sdk/client-s3';
import type { Coverage } from '../../core/investigation.ts';
import { logPass } from '../../core/log-pass.ts';
import type { Engine } from '../../core/ports.ts';
import { ask } from './ask.ts';
import { collect, passOf } from './collect.ts';
import { gate } from './gate.ts';
import type { Desk } from './run-query.ts';

/** How Athena's client should retry: its quota of calls is the account's, and others use it too. */
export const ATHENA_RETRIES = { retryMode: 'adaptive', maxAttempts: 6 } as const;

/** What an engine needs besides a desk. */
export interface Collecting {
  /** With the temporary role's credentials, to list what a pass wrote. */
  readonly s3: S3Client;
  /** From 1. */
  readonly pass: number;
  /** Which log files exist; only a pass asks. */
  readonly coverage: Coverage;
}

/** Queries of one engine at once. Athena may admit no more than 20 of an account in a small Region: Athena User Guide, "Service Quotas". */
const AT_ONCE = 4;

/** Athena under the temporary role: one UNLOAD a pass, then small queries of what it kept. */
export function athenaEngine({ s3, pass, coverage, ...desk }: Desk & Collecting): Engine {
  const through = gate(AT_ONCE);
  return {
    collect: (plan, statement) => collect(desk, s3, { number: pass, logs: logPass(plan, coverage), statement, eventIds: plan.eventIds }),
    ask: (evidence, question) => through(() => ask(desk, passOf(evidence, pass), question)),
  };
}
