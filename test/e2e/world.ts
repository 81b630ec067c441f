import {
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  type IAMClientConfig,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  ExecutionDoesNotExist,
  SFNClient,
  type SFNClientConfig,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { Policy } from '../../lib/core/investigation.ts';
import { Report } from '../../lib/core/report.ts';
import { until } from './until.ts';

/** Where a deployment is, whether emulated or real. */
export interface Where {
  readonly machineArn: string;
  readonly bucket: string;
  readonly rolePath: string;
}

/** A temporary role as IAM shows it. */
export interface RoleFound {
  readonly arn: string;
  readonly boundary: string | undefined;
  readonly trust: Policy;
  readonly permissions: readonly Policy[];
  readonly tags: Readonly<Record<string, string>>;
}

/** What a test sees of a deployment, with nothing but AWS's own clients. */
export interface World extends Where {
  start(name: string, input: unknown): Promise<void>;
  /** How an execution ended; waits until it did. */
  ended(name: string, seconds?: number): Promise<DescribeExecutionOutput>;
  hasStarted(name: string): Promise<boolean>;
  /** Names of the files in an investigation's folder. */
  files(id: string): Promise<string[]>;
  text(id: string, name: string): Promise<string | undefined>;
  report(id: string): Promise<Report>;
  /** Names of the temporary roles that exist. */
  roles(): Promise<string[]>;
  role(name: string): Promise<RoleFound>;
}

type Config = S3ClientConfig & IAMClientConfig & SFNClientConfig;

/** A deployment by way of clients with this configuration; none = the usual chain of credentials. */
export function worldAt(where: Where, config: Config = {}): World {
  const [sfn, s3, iam] = [new SFNClient(config), new S3Client(config), new IAMClient(config)];
  const arnOf = (name: string) => `${where.machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  const described = (name: string) => orNone(sfn.send(new DescribeExecutionCommand({ executionArn: arnOf(name) })), ExecutionDoesNotExist);
  const text = async (id: string, name: string) => {
    const command = new GetObjectCommand({ Bucket: where.bucket, Key: `investigations/${id}/${name}` });
    return (await orNone(s3.send(command), NoSuchKey))?.Body?.transformToString();
  };
  return {
    ...where,
    start: async (name, input) => {
      await sfn.send(new StartExecutionCommand({ stateMachineArn: where.machineArn, name, input: JSON.stringify(input) }));
    },
    ended: (name, seconds = 60) =>
      until(`the end of ${name}`, async () => described(name).then((found) => (found?.status === 'RUNNING' ? undefined : found)), seconds),
    hasStarted: async (name) => (await described(name)) !== undefined,
    files: (id) => filesOf(s3, where.bucket, `investigations/${id}/`),
    text,
    report: async (id) => Report.parse(JSON.parse((await text(id, 'report.json')) ?? 'null')),
    roles: async () => {
      const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: where.rolePath }));
      return Roles.map(({ RoleName = '' }) => RoleName);
    },
    role: (name) => roleOf(iam, name),
  };
}

async function orNone<T>(sent: Promise<T>, missing: abstract new (...given: never[]) => Error): Promise<T | undefined> {
  try {
    return await sent;
  } catch (thrown) {
    if (thrown instanceof missing) return undefined;
    throw thrown;
  }
}

async function filesOf(s3: S3Client, Bucket: string, Prefix: string): Promise<string[]> {
  const names: string[] = [];
  let next: string | undefined;
  do {
    const { Contents = [], NextContinuationToken } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken: next }));
    names.push(...Contents.map(({ Key = '' }) => Key.slice(Prefix.length)));
    next = NextContinuationToken;
  } while (next !== undefined);
  return names.toSorted();
}

async function roleOf(iam: IAMClient, RoleName: string): Promise<RoleFound> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const written = await Promise.all(PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))));
  return {
    arn: Role?.Arn ?? '',
    boundary: Role?.PermissionsBoundary?.PermissionsBoundaryArn,
    trust: documentOf(Role?.AssumeRolePolicyDocument),
    permissions: written.map(({ PolicyDocument }) => documentOf(PolicyDocument)),
    tags: Object.fromEntries((Role?.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
  };
}

const documentOf = (text = 'null'): Policy => Policy.parse(JSON.parse(decodeURIComponent(text)));
