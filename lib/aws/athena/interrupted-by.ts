import { Interrupted, messageOf } from '../../core/errors.ts';
import { ACCESS_REVOKED, QUERY_THROTTLED } from '../../core/interruptions.ts';

/** What AWS says where a session has no right, or no longer: its role may be gone, its policy or itself at its end. */
const DENIED: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
]);

/** What AWS says where there are too many calls, or too many queries of the account at once. */
const THROTTLED: ReadonlySet<string> = new Set([
  'RequestLimitExceeded',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** Whether a call was refused for want of a right. */
export const isDenied = (thrown: unknown): boolean => thrown instanceof Error && DENIED.has(thrown.name);

/** A call under the temporary role: that it was taken away, or that AWS is too busy after all of the client's own retries, interrupts. */
export async function underRole<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (thrown) {
    if (isDenied(thrown)) throw new Interrupted(ACCESS_REVOKED, `the temporary role no longer admits this: ${messageOf(thrown)}`);
    if (!(thrown instanceof Error && THROTTLED.has(thrown.name))) throw thrown;
    throw new Interrupted(QUERY_THROTTLED, `Athena takes no more calls for now: ${messageOf(thrown)}`);
  }
}
