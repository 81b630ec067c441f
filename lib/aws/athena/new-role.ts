import { Interrupted } from '../../core/errors.ts';
import { ACCESS_REVOKED } from '../../core/interruptions.ts';
import { clock } from '../clock.ts';

/**
 * Until when a refusal may mean that the role's policy has not arrived everywhere, in milliseconds since 1970: copies of IAM need not agree,
 * and Athena asks others than a first probe did. Source: IAM User Guide, "Changes that I make are not always immediately visible".
 */
export interface NewRole {
  readonly settledAt?: number;
}

const PAUSE = 5_000;
const LONG_PAUSE = 15_000;
/** How Athena words a refusal of Glue, S3 or KMS in the reason of a query that failed. */
const REFUSAL = /access ?denied|not authorized|permission denied|status code: 403/i;

const isNew = ({ settledAt = 0 }: NewRole): boolean => clock.now() < settledAt;

/** Makes a call under the role, again and again while a refusal may be of that kind. */
export async function onceAdmitted<T>(role: NewRole, call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (thrown) {
      const isRefused = thrown instanceof Interrupted && thrown.name === ACCESS_REVOKED;
      if (!isRefused || !isNew(role)) throw thrown;
      await clock.sleep(PAUSE);
    }
  }
}

/** Whether a query that failed for this reason may fare better now: if so, after a pause. */
export async function mayFareBetter(role: NewRole, reason: string): Promise<boolean> {
  if (!REFUSAL.test(reason) || !isNew(role)) return false;
  await clock.sleep(LONG_PAUSE);
  return true;
}
