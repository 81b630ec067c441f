import { isIP } from 'node:net';
import * as z from 'zod';

/** How one kind of value is recognised. Values come from attackers: what fails its rule is dropped, never repaired. */
interface EntityRule {
  readonly about: string;
  readonly test: (value: string) => boolean;
}

const like = (about: string, pattern: RegExp) => ({ about, pattern, test: (value: string) => pattern.test(value) });

/** Names of IAM users, roles and sessions: the characters that IAM allows. */
const NAME = /^[\w+=,.@-]{1,128}$/;
const ARN = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}|aws)?:[\w+=,.@:/*$-]{1,900}$/;
/** Names that their services leave nearly free, an object key for one; control characters never belong in them. */
const TEXT = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,900}$/u;
/** What ids, names and ARNs of resources are written with. */
const RESOURCE = /^[\w+=,.@:/*$!~#-]{1,900}$/;
/** Written by CloudTrail where the name typed at sign-in exists nowhere: CloudTrail User Guide, "AWS Management Console sign-in events". */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** Every value that an alarm can hand to a runbook, by its well-known name. */
export const ENTITIES = {
  accountId: like('AWS account, 12 digits', /^\d{12}$/),
  region: like('AWS Region', /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/),
  principalName: { about: 'name of an IAM user or role', test: (value) => NAME.test(value) && value !== HIDDEN },
  principalType: like(
    'type of the identity',
    /^(Root|IAMUser|AssumedRole|Role|FederatedUser|Directory|AWSAccount|AWSService|IdentityCenterUser|Unknown)$/,
  ),
  principalId: like('unique id of an identity, with :session for a role', /^[A-Z0-9]{12,128}(:[\w+=,.@-]{2,64})?$/),
  principalArn: like('ARN of an identity', ARN),
  accessKeyId: like('access key id', /^(AKIA|ASIA)[A-Z0-9]{12,124}$/),
  sourceIp: { about: 'IPv4 or IPv6 address', test: (value) => isIP(value) !== 0 && !value.includes('%') },
  vpcEndpointId: like('VPC endpoint id', /^vpce-[0-9a-f]+$/),
  eventId: like('CloudTrail event id', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i),
  eventSource: like('service that was called, like iam.amazonaws.com', /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/),
  eventName: like('API operation', /^[A-Za-z0-9_]{1,128}$/),
  errorCode: like('error code of a call', /^[\w.:-]{1,128}$/),
  userName: like('name typed at sign-in', NAME),
  identityCenterUserId: like('IAM Identity Center user id', /^[0-9a-f-]{36,47}$/i),
  identityCenterUserName: like('IAM Identity Center user name', NAME),
  roleArn: like('ARN of a role', ARN),
  roleSessionName: like('name of a role session', /^[\w+=,.@-]{2,64}$/),
  targetUserName: like('user that was changed', NAME),
  targetRoleName: like('role that was changed', NAME),
  targetName: like('user, role or group that was changed', NAME),
  policyArn: like('ARN of a policy', ARN),
  providerArn: like('ARN of an identity provider', ARN),
  instanceId: like('EC2 instance id', /^i-[0-9a-f]{8,17}$/),
  imageId: like('machine image id', /^ami-[0-9a-f]{8,17}$/),
  instanceType: like('EC2 instance type', /^[a-z0-9-]+\.[a-z0-9-]+$/),
  documentName: like('Systems Manager document', /^[\w.:/-]{3,200}$/),
  functionName: like('Lambda function name', /^[\w-]{1,140}$/),
  clusterName: like('ECS or EKS cluster', /^[A-Za-z0-9][\w-]{0,254}$/),
  modelId: like('Bedrock model id', /^[\w.:/-]{1,256}$/),
  bucketName: like('S3 bucket', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
  objectKeyPrefix: like('object key or prefix in a bucket', TEXT),
  dbIdentifier: like('database instance or cluster', /^[A-Za-z][A-Za-z0-9-]{0,62}$/),
  tableName: like('DynamoDB table', /^[\w.-]{3,255}$/),
  snapshotId: like('EBS snapshot id', /^snap-[0-9a-f]{8,17}$/),
  secretArn: like('secret or parameter, by ARN or name', /^[\w+=.@:/-]{1,900}$/),
  keyId: like('KMS key, by id, alias or ARN', /^[\w:/-]{1,900}$/),
  trailName: like('trail, by name or ARN', /^[\w.:/-]{1,300}$/),
  securityGroupId: like('security group id', /^sg-[0-9a-f]{8,17}$/),
  vpcId: like('VPC id', /^vpc-[0-9a-f]{8,17}$/),
  resourceId: like('id, name or ARN of any resource', RESOURCE),
} as const satisfies Record<string, EntityRule>;

export type EntityName = keyof typeof ENTITIES;
export const EntityName = z.enum(Object.keys(ENTITIES) as [EntityName, ...EntityName[]]);

/** Values by name, each of which passed its rule. */
export const Entities = z.partialRecord(EntityName, z.array(z.string()));
export type Entities = z.infer<typeof Entities>;

/** A value that failed its rule, cut to 200 characters, with the reason. */
export const Dropped = z.object({ name: z.string(), value: z.string(), reason: z.string() });
export type Dropped = z.infer<typeof Dropped>;

/** Splits candidate values into those that pass their rule and those that are dropped with a reason; each once, in order. */
export function sift(candidates: Iterable<readonly [EntityName, unknown]>): { entities: Entities; dropped: Dropped[] } {
  const kept = new Map<EntityName, Set<string>>();
  const dropped = new Map<string, Dropped>();
  for (const [name, value] of candidates) {
    if (value === undefined || value === null || value === '') continue;
    if (typeof value === 'string' && ENTITIES[name].test(value)) {
      kept.set(name, (kept.get(name) ?? new Set()).add(value));
    } else {
      const reason = `is not a valid ${name} (${ENTITIES[name].about})`;
      dropped.set(`${name} ${shown(value)}`, { name, value: shown(value), reason });
    }
  }
  return { entities: Object.fromEntries([...kept].map(([name, values]) => [name, [...values]])), dropped: [...dropped.values()] };
}

/** Objects are not spelled out: one that carries its own `toString` cannot be made into text. */
const shown = (value: unknown): string => (typeof value === 'object' ? '(an object)' : String(value).slice(0, 200));

/** The names and values that are there. */
export const entriesOf = (entities: Entities): [EntityName, string[]][] =>
  EntityName.options.flatMap((name): [EntityName, string[]][] => {
    const values = entities[name] ?? [];
    return values.length > 0 ? [[name, values]] : [];
  });

/** The first values of each name, and the rest as dropped. */
export function limitedTo(most: number, entities: Entities): { entities: Entities; dropped: Dropped[] } {
  const all = entriesOf(entities);
  return {
    entities: Object.fromEntries(all.map(([name, values]) => [name, values.slice(0, most)])),
    dropped: all.flatMap(([name, values]) =>
      values.slice(most).map((value) => ({ name, value, reason: `is one of more than ${most} values` })),
    ),
  };
}
