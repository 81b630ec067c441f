import { BASE36, type Random } from './random.ts';

/** A JSON object of a record; a field that is undefined is not written, one that is null is written as null, as CloudTrail does. */
export type Fields = Readonly<Record<string, unknown>>;

/** Who calls and from where: what makes up `userIdentity`, `sourceIPAddress` and `userAgent`. */
export interface Caller {
  readonly identity: Fields;
  /** An address, or the name of the AWS service that called for the identity. */
  readonly ip: string;
  readonly agent: string;
  /** The VPC endpoint that the call came through. */
  readonly endpoint?: string;
  /** The credentials were handed out by a sign-in to the console. */
  readonly console?: boolean;
}

/** One call without its caller, place and time. */
export interface Operation {
  /** The service without `.amazonaws.com`. */
  readonly service: string;
  readonly name: string;
  readonly request?: Fields | null;
  readonly response?: Fields | null;
  readonly additional?: Fields;
  readonly resources?: readonly Fields[];
  readonly error?: { readonly code: string; readonly message: string };
  /** @default 'AwsApiCall' */
  readonly type?: 'AwsApiCall' | 'AwsServiceEvent' | 'AwsConsoleSignIn';
  /** @default 'Management' */
  readonly category?: 'Management' | 'Data';
  /** The host that the caller asked for. @default the service's own in the Region */
  readonly host?: string;
  readonly details?: Fields;
  /** Overrides what the name says. */
  readonly readOnly?: boolean;
}

/** A call with all that was around it. */
export interface Occurrence {
  readonly operation: Operation;
  readonly caller: Caller;
  readonly account: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** One element of `Records` in a file of CloudTrail. */
export type CloudTrailRecord = ReturnType<typeof record>;

/** Operations that CloudTrail marks as read-only, though some hand out credentials or keys. */
const READS = /^(Get|List|Describe|Head|Lookup|Search|BatchGet|BatchCheck|Check|Query|AssumeRole|Decrypt|GenerateDataKey)/;
const GLOBAL_HOSTS: Readonly<Record<string, string>> = {
  iam: 'iam.amazonaws.com',
  signin: 'us-east-1.signin.aws.amazon.com',
  organizations: 'organizations.us-east-1.amazonaws.com',
};

/** Whose calls are recorded twice, here and on their own side; the shared id joins the two. */
const OUTSIDERS = new Set(['AWSService', 'AWSAccount']);

/** Writes what happened as CloudTrail would, in its order of fields and with event version 1.11. */
export function record({ operation, caller, account, region, time }: Occurrence, random: Random) {
  const { service, name, type = 'AwsApiCall', category = 'Management' } = operation;
  return {
    eventVersion: '1.11',
    userIdentity: caller.identity,
    eventTime: stamp(time),
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: region,
    sourceIPAddress: caller.ip,
    userAgent: caller.agent,
    errorCode: operation.error?.code,
    errorMessage: operation.error?.message,
    requestParameters: operation.request ?? null,
    responseElements: operation.response ?? null,
    additionalEventData: operation.additional,
    requestID: requestId(operation, random),
    eventID: random.uuid(),
    readOnly: operation.readOnly ?? (type !== 'AwsConsoleSignIn' && READS.test(name)),
    resources: operation.resources,
    eventType: type,
    managementEvent: category === 'Management',
    recipientAccountId: account,
    serviceEventDetails: operation.details,
    sharedEventID: OUTSIDERS.has(String(caller.identity.type)) ? random.uuid() : undefined,
    vpcEndpointId: caller.endpoint,
    vpcEndpointAccountId: caller.endpoint && account,
    eventCategory: category,
    tlsDetails: tlsDetails(operation, caller, region),
    sessionCredentialFromConsole: caller.console ? 'true' : undefined,
  };
}

/** A moment as CloudTrail writes it, to the second. */
export const stamp = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

const SERVICE_NAME = /\.amazonaws\.com$/;

/** A call that an AWS service made for somebody crossed no network of ours: CloudTrail has no TLS to tell of. */
function tlsDetails({ service, host, type }: Operation, { ip }: Caller, region: string): Fields | undefined {
  if (type === 'AwsServiceEvent' || SERVICE_NAME.test(ip)) return undefined;
  return {
    tlsVersion: 'TLSv1.3',
    cipherSuite: 'TLS_AES_128_GCM_SHA256',
    clientProvidedHostHeader: host ?? GLOBAL_HOSTS[service] ?? `${service}.${region}.amazonaws.com`,
  };
}

/** S3 has ids of its own form; sign-ins and service events have none. */
function requestId({ service, type = 'AwsApiCall' }: Operation, random: Random): string | undefined {
  if (type !== 'AwsApiCall') return undefined;
  return service === 's3' ? random.text(16, BASE36) : random.uuid();
}
