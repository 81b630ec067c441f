/**
 * Names of the errors that interrupt a verb on AWS (see `Interrupted`), for those that throw them and for the state machine, which retries
 * the first two and no other.
 */
export const STILL_RUNNING = 'StillRunning';
export const QUERY_THROTTLED = 'QueryThrottled';
export const ROLE_NOT_READY = 'RoleNotReady';
export const ACCESS_REVOKED = 'AccessRevoked';
