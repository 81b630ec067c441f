import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type { Admin } from '../admin.ts';

const Document = z.record(z.string(), z.unknown());
/** A policy and its name. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: z.infer<typeof Document>;
}

/** A role as it is at this moment. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly identity: readonly NamedPolicy[];
  readonly boundary: NamedPolicy | undefined;
  readonly boundaryArn: string | undefined;
  readonly trust: z.infer<typeof Document>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Looks roles up in the emulator, anew each time: what was revoked is refused by the next request. */
export interface Roles {
  /** Undefined where there is no role of that name. */
  find(name: string): Promise<Role | undefined>;
  /** Name of the role that a function runs as; undefined where there is no such function. */
  ofFunction(name: string): Promise<string | undefined>;
}

/** Roles of the account behind `admin`. */
export function rolesIn(admin: Admin): Roles {
  const iam = new IAMClient(admin);
  const lambda = new LambdaClient(admin);
  const functions = new Map<string, string>();
  return {
    find: (name) => orNone(() => readRole(iam, name), 'NoSuchEntityException'),
    ofFunction: async (name) => {
      const known = functions.get(name);
      if (known !== undefined) return known;
      const found = await orNone(
        () => lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name })),
        'ResourceNotFoundException',
      );
      const role = found?.Role?.split('/').at(-1);
      if (role !== undefined) functions.set(name, role);
      return role;
    },
  };
}

async function orNone<T>(ask: () => Promise<T>, missing: string): Promise<T | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === missing) return undefined;
    throw thrown;
  }
}

async function readRole(iam: IAMClient, name: string): Promise<Role> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
  if (Role?.Arn === undefined) throw new Error(`the emulator gave no ARN for role '${name}'`);
  const boundaryArn = Role.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    name,
    arn: Role.Arn,
    identity: [...(await inlinePolicies(iam, name)), ...(await attachedPolicies(iam, name))],
    boundary: boundaryArn === undefined ? undefined : await managedPolicy(iam, boundaryArn),
    boundaryArn,
    trust: documentOf(Role.AssumeRolePolicyDocument),
    tags: Object.fromEntries((Role.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
  };
}

async function inlinePolicies(iam: IAMClient, name: string): Promise<NamedPolicy[]> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: name }));
  return Promise.all(
    PolicyNames.map(async (PolicyName) => {
      const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName }));
      return { name: PolicyName, policy: documentOf(PolicyDocument) };
    }),
  );
}

async function attachedPolicies(iam: IAMClient, name: string): Promise<NamedPolicy[]> {
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name }));
  return Promise.all(AttachedPolicies.map(({ PolicyArn = '' }) => managedPolicy(iam, PolicyArn)));
}

async function managedPolicy(iam: IAMClient, PolicyArn: string): Promise<NamedPolicy> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }));
  return { name: PolicyArn, policy: documentOf(PolicyVersion?.Document) };
}

const documentOf = (text = '{}') => Document.parse(JSON.parse(decodeURIComponent(text)));
