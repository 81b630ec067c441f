import { Duration } from 'aws-cdk-lib';
import { Errors, JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';
import { QUERY_THROTTLED, STILL_RUNNING } from '../../core/interruptions.ts';

/** Jitter keeps what failed together from coming back together. */
const patiently = (
  errors: string[],
  { seconds, attempts, longest }: { seconds: number; attempts: number; longest: number },
): RetryProps => ({
  errors,
  interval: Duration.seconds(seconds),
  maxAttempts: attempts,
  backoffRate: 2,
  maxDelay: Duration.seconds(longest),
  jitterStrategy: JitterType.FULL,
});

/**
 * Lambda itself failed, or has no room: the function has not run, or nobody knows.
 * Source: Step Functions Developer Guide, "Handle transient Lambda service exceptions".
 */
const LAMBDA_BUSY = patiently(
  [
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.ClientExecutionTimeoutException',
    'Lambda.TooManyRequestsException',
  ],
  { seconds: 2, attempts: 6, longest: 60 },
);

/** The function died or hung. Each verb may be repeated, so it is, twice. */
const CRASHED = patiently(['Lambda.Unknown', 'Sandbox.Timedout', 'Runtime.ExitError', 'Runtime.OutOfMemory', Errors.TIMEOUT], {
  seconds: 5,
  attempts: 2,
  longest: 60,
});

/** A service that the function calls is too busy or ill, after all of the client's own retries: names as the clients give them. */
const SERVICE_BUSY = patiently(
  [
    'Throttling',
    'ThrottlingException',
    'ThrottledException',
    'TooManyRequestsException',
    'RequestLimitExceeded',
    'SlowDown',
    'ServiceUnavailable',
    'ServiceFailureException',
    'InternalError',
    'InternalFailure',
    'InternalServerException',
    'InternalErrorException',
    'ConcurrentModificationException',
    'TimeoutError',
  ],
  { seconds: 5, attempts: 5, longest: 60 },
);

/** The query goes on while its function ends: the next call finds it again. Twelve quarters of an hour are more than any role lives. */
const GOES_ON: RetryProps = { errors: [STILL_RUNNING], interval: Duration.seconds(1), maxAttempts: 12, backoffRate: 1 };

/** Athena has a limit of queries for the whole account, so the wait is for others to end. */
const QUEUES = patiently([QUERY_THROTTLED], { seconds: 10, attempts: 8, longest: 120 });

/** Whatever it was: a role must go away, and a report must arrive. */
const ANYTHING = (attempts: number): RetryProps => patiently([Errors.ALL], { seconds: 5, attempts, longest: 60 });

/** IAM does not show yet what it says exists. */
const UNSETTLED = patiently(['RoleUnsettled'], { seconds: 10, attempts: 3, longest: 60 });

const USUAL = [LAMBDA_BUSY, CRASHED, SERVICE_BUSY] as const;

/** What each verb is tried again for. What is not named here, such as wrong input or access that was taken away, is final. */
export const RETRIES = {
  plan: USUAL,
  settle: USUAL,
  grant: [UNSETTLED, ...USUAL],
  collect: [GOES_ON, QUEUES, ...USUAL],
  run: [GOES_ON, QUEUES, ...USUAL],
  follow: USUAL,
  revoke: [ANYTHING(12)],
  publish: [ANYTHING(5)],
} as const satisfies Readonly<Record<string, readonly RetryProps[]>>;

export type Verb = keyof typeof RETRIES;
