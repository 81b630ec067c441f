import { InputError, messageOf } from '../../core/errors.ts';

/** AWS denied a call: `permission` names the action that is missing. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly permission: string;

  constructor(permission: string, message: string) {
    super(message);
    this.permission = permission;
  }
}

/** Calls AWS. What AWS throws becomes a sentence that a person can act on; `permission` is what the call needs, where AWS does not say. */
export async function permitted<T>(permission: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    const explain = thrown instanceof Error ? explanationOf(thrown) : undefined;
    throw explain === undefined ? thrown : explain(messageOf(thrown), permission);
  }
}

type Explanation = (message: string, permission: string) => Error;

/** Names of errors and what they mean for a person. A name may come with `Exception` at its end. Source: each service's "Common Errors". */
const EXPLANATIONS: readonly (readonly [names: RegExp, explanation: Explanation])[] = [
  [/^(AccessDenied|AuthorizationError|UnauthorizedOperation|Forbidden|403)$/, refusal],
  [/^(CredentialsProviderError|TokenProviderError|NoCredentials)$/, noCredentials],
  [/^(ExpiredToken|RequestExpired|TokenRefreshRequired)$/, expired],
  [/^(InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignature)$/, wrongCredentials],
  [/^(Throttling|ThrottledException|TooManyRequests|RequestLimitExceeded|SlowDown|RequestThrottled|PriorRequestNotComplete)$/, throttled],
  [/^(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|TimeoutError|NetworkingError)$/, unreachable],
];

function explanationOf(thrown: Error): Explanation | undefined {
  if (/^Region is missing/.test(thrown.message)) return noRegion;
  const code: unknown = Reflect.get(thrown, 'code');
  const names = [thrown.name.replace(/Exception$/, ''), ...(typeof code === 'string' ? [code] : [])];
  return EXPLANATIONS.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1];
}

/** How AWS words a denial. Source: IAM User Guide, "Troubleshoot access denied error messages". */
const DENIAL = /(?:User: (\S+) is )?not authorized to perform: ([\w:-]+)(?: on resource: "?([^\s"]+)"?)?/;
const WHY: readonly (readonly [RegExp, string])[] = [
  [
    /explicit deny in a service control policy/,
    'a service control policy of the organization denies it, which only the organization can change',
  ],
  [/no service control policy allows/, 'no service control policy of the organization allows it, which only the organization can change'],
  [
    /explicit deny in a resource-based policy/,
    'the policy of the resource denies it: evidence and answers are open to the investigation alone',
  ],
  [/permissions boundary/, 'the permissions boundary of the caller does not allow it'],
  [/session policy/, 'the policy of the session does not allow it'],
  [/resource control policy/, 'a resource control policy of the organization denies it'],
  [/explicit deny/, 'a policy denies it explicitly'],
];
/** What the stack's policy for readers gives. */
const READING =
  /^(cloudformation:DescribeStacks .*|states:(ListExecutions|DescribeExecution|GetExecutionHistory) .*|s3:ListBucket .*|kms:Decrypt .*|s3:GetObject (.*\/(report\.json|report\.html|receipt\.json|manifest\.json))?)$/;

function refusal(message: string, fallback: string): Error {
  const [, user, permission = fallback, resource = ''] = DENIAL.exec(message) ?? [];
  const why = WHY.find(([pattern]) => pattern.test(message))?.[1];
  const gives = READING.test(`${permission} ${resource}`)
    ? 'the managed policy that the stack names in its output ReaderPolicyArn gives it'
    : 'ask whoever administers the account for it';
  const on = resource === '' ? '' : ` on ${resource}`;
  return new Refused(permission, `missing permission ${permission}${on}${user === undefined ? '' : ` for ${user}`}; ${why ?? gives}`);
}

function noCredentials(message: string): Error {
  return new Error(`no AWS credentials (${message}); sign in, such as by 'aws sso login', or give --profile or AWS_PROFILE`);
}

function expired(message: string): Error {
  return new Error(`the AWS credentials have expired (${message}); sign in again`);
}

function wrongCredentials(message: string): Error {
  return new Error(
    `AWS does not know these credentials (${message}); check AWS_ACCESS_KEY_ID and AWS_PROFILE, and the clock of this machine`,
  );
}

function throttled(_: string, permission: string): Error {
  return new Error(`AWS throttles ${permission}, also after five attempts; wait a minute and run the command again`);
}

function unreachable(message: string): Error {
  return new Error(`AWS cannot be reached (${message}); check the network, the proxy, the Region and AWS_ENDPOINT_URL`);
}

function noRegion(): Error {
  return new InputError('no Region; give --region, or set AWS_REGION or a region in the profile');
}
