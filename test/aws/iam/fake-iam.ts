import {
  ConcurrentModificationException,
  CreateRoleCommand,
  type CreateRoleCommandInput,
  DeleteConflictException,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  EntityAlreadyExistsException,
  GetRoleCommand,
  IAMClient,
  IAMServiceException,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  NoSuchEntityException,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  type Role,
} from '@aws-sdk/client-iam';
import { on, standIn } from './stand-in.ts';

/** A role as IAM keeps it. */
export interface FakeRole {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly created: number;
  readonly trust: string;
  readonly boundaryArn?: string | undefined;
  readonly session?: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly inline: ReadonlyMap<string, string>;
  readonly attached: ReadonlySet<string>;
  readonly profiles: ReadonlySet<string>;
}
type Roles = ReadonlyMap<string, FakeRole>;

/** What all roles were from a moment on. */
interface Version {
  readonly at: number;
  readonly roles: Roles;
}

/** Something that goes wrong with a call: instead of its effect, or after it. */
export interface Fault {
  readonly operation: string;
  readonly error: Error;
  readonly when: 'before' | 'after';
  /** How many calls it meets; one, where left out. */
  readonly times?: number;
}

export interface FakeIamOptions {
  readonly now: () => number;
  /** How many milliseconds old what a read shows is, asked anew for each read. */
  readonly lag?: () => number;
  /** The caller's permissions are scoped by this path: what is not under it, or is not there, is denied. */
  readonly scope?: string;
  /** Awaited before and after each effect. */
  readonly delay?: () => Promise<void>;
  /** Entries on a page of a list. */
  readonly page?: number;
}

const meta = { $metadata: {} };
export const iamErrors = {
  throttling: () => new IAMServiceException({ name: 'Throttling', $fault: 'client', message: 'Rate exceeded', ...meta }),
  denied: () =>
    new IAMServiceException({ name: 'AccessDenied', $fault: 'client', message: 'User is not authorized to perform this', ...meta }),
  unavailable: () => new IAMServiceException({ name: 'ServiceFailure', $fault: 'server', message: 'try again', ...meta }),
  missing: () => new NoSuchEntityException({ message: 'The role cannot be found.', ...meta }),
  exists: () => new EntityAlreadyExistsException({ message: 'Role already exists.', ...meta }),
  conflict: () => new DeleteConflictException({ message: 'Cannot delete entity, must remove policies first.', ...meta }),
  concurrent: () => new ConcurrentModificationException({ message: 'Request was made while another is in progress.', ...meta }),
} as const;

/** An IAM in memory, behind every IAMClient: writes count at once, reads may lag behind them, and what was is never forgotten. */
export function fakeIam({ now, lag = () => 0, scope = '/', delay = async () => {}, page = 2 }: FakeIamOptions) {
  const versions: Version[] = [{ at: Number.NEGATIVE_INFINITY, roles: new Map() }];
  const faults: { fault: Fault; left: number }[] = [];
  const calls: string[] = [];
  let count = 0;

  const current = (): Roles => versions.at(-1)?.roles ?? new Map();
  const shown = (): Roles => {
    const at = now() - lag();
    return versions.findLast((version) => version.at <= at)?.roles ?? new Map();
  };
  const write = (name: string, role: FakeRole | undefined): void => {
    const roles = new Map(current());
    if (role === undefined) roles.delete(name);
    else roles.set(name, role);
    versions.push({ at: now(), roles });
  };
  /** Denied before it is said whether it exists, to a caller whose permissions are scoped by path. */
  const reach = (roles: Roles, name: string | undefined): FakeRole => {
    const role = roles.get(name ?? '');
    if (scope !== '/' && !role?.path.startsWith(scope)) throw iamErrors.denied();
    if (role === undefined) throw iamErrors.missing();
    return role;
  };
  const change = (name: string | undefined, make: (role: FakeRole) => FakeRole | undefined): Record<string, never> => {
    const role = reach(current(), name);
    write(role.name, make(role));
    return {};
  };
  const faulty = (operation: string, when: Fault['when']): void => {
    const met = faults.find(({ fault, left }) => left > 0 && fault.operation === operation && fault.when === when);
    if (met === undefined) return;
    met.left -= 1;
    throw met.fault.error;
  };
  const answer =
    <I, O>(operation: string, effect: (input: I) => O) =>
    async (input: I): Promise<O> => {
      await delay();
      calls.push(operation);
      faulty(operation, 'before');
      const output = effect(input);
      faulty(operation, 'after');
      await delay();
      return output;
    };

  const create = (input: CreateRoleCommandInput): { Role: Role } => {
    const { RoleName: name = '', Path: path = '/' } = input;
    if (scope !== '/' && !path.startsWith(scope)) throw iamErrors.denied();
    if (current().has(name)) throw iamErrors.exists();
    count += 1;
    const role: FakeRole = {
      name,
      path,
      id: `AROA${String(count).padStart(17, '0')}`,
      created: now(),
      trust: input.AssumeRolePolicyDocument ?? '',
      boundaryArn: input.PermissionsBoundary,
      session: input.MaxSessionDuration,
      tags: Object.fromEntries((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
      inline: new Map(),
      attached: new Set(),
      profiles: new Set(),
    };
    write(name, role);
    return { Role: asListed(role) };
  };
  const remove = (name: string | undefined) =>
    change(name, (role) => {
      if (role.inline.size + role.attached.size + role.profiles.size > 0) throw iamErrors.conflict();
      return undefined;
    });
  const takePolicy = (name: string | undefined, policy = '') =>
    change(name, (role) => {
      if (!role.inline.has(policy)) throw iamErrors.missing();
      return { ...role, inline: new Map([...role.inline].filter(([other]) => other !== policy)) };
    });
  const pageOf = <T>(all: readonly T[], marker = '0') => {
    const end = Number(marker) + page;
    return { items: all.slice(Number(marker), end), more: end < all.length ? { IsTruncated: true, Marker: String(end) } : {} };
  };

  const connect = () =>
    standIn(IAMClient, [
      on(CreateRoleCommand, answer('CreateRole', create)),
      on(
        GetRoleCommand,
        answer('GetRole', ({ RoleName }) => ({ Role: asRead(reach(shown(), RoleName)) })),
      ),
      on(
        DeleteRoleCommand,
        answer('DeleteRole', ({ RoleName }) => remove(RoleName)),
      ),
      on(
        DeleteRolePolicyCommand,
        answer('DeleteRolePolicy', ({ RoleName, PolicyName }) => takePolicy(RoleName, PolicyName)),
      ),
      on(
        PutRolePolicyCommand,
        answer('PutRolePolicy', ({ RoleName, PolicyName = '', PolicyDocument = '' }) =>
          change(RoleName, (role) => ({ ...role, inline: new Map(role.inline).set(PolicyName, PolicyDocument) })),
        ),
      ),
      on(
        DetachRolePolicyCommand,
        answer('DetachRolePolicy', ({ RoleName, PolicyArn }) =>
          change(RoleName, (role) => ({ ...role, attached: without(role.attached, PolicyArn) })),
        ),
      ),
      on(
        RemoveRoleFromInstanceProfileCommand,
        answer('RemoveRoleFromInstanceProfile', ({ RoleName, InstanceProfileName }) =>
          change(RoleName, (role) => ({ ...role, profiles: without(role.profiles, InstanceProfileName) })),
        ),
      ),
      on(
        ListRolesCommand,
        answer('ListRoles', ({ PathPrefix = '/', Marker }) => {
          const { items, more } = pageOf(
            [...shown().values()].filter(({ path }) => path.startsWith(PathPrefix)),
            Marker,
          );
          return { Roles: items.map(asListed), ...more };
        }),
      ),
      on(
        ListRolePoliciesCommand,
        answer('ListRolePolicies', ({ RoleName, Marker }) => {
          const { items, more } = pageOf([...reach(shown(), RoleName).inline.keys()], Marker);
          return { PolicyNames: items, ...more };
        }),
      ),
      on(
        ListAttachedRolePoliciesCommand,
        answer('ListAttachedRolePolicies', ({ RoleName, Marker }) => {
          const { items, more } = pageOf([...reach(shown(), RoleName).attached], Marker);
          return { AttachedPolicies: items.map((PolicyArn) => ({ PolicyArn })), ...more };
        }),
      ),
      on(
        ListInstanceProfilesForRoleCommand,
        answer('ListInstanceProfilesForRole', ({ RoleName, Marker }) => {
          const { items, more } = pageOf([...reach(shown(), RoleName).profiles], Marker);
          return { InstanceProfiles: items.map((InstanceProfileName) => ({ InstanceProfileName })), ...more };
        }),
      ),
    ]);

  return {
    connect,
    calls,
    versions: versions as readonly Version[],
    roles: (): FakeRole[] => [...current().values()],
    role: (name: string): FakeRole | undefined => current().get(name),
    /** The role as it was then. */
    roleAt: (name: string, at: number): FakeRole | undefined => versions.findLast((version) => version.at <= at)?.roles.get(name),
    fail: (fault: Fault): void => void faults.push({ fault, left: fault.times ?? 1 }),
    heal: (): void => void faults.splice(0),
    /** Somebody changes, makes or deletes a role by hand. */
    byHand: (name: string, make: (role: FakeRole | undefined) => FakeRole | undefined): void => write(name, make(current().get(name))),
  };
}
export type FakeIam = ReturnType<typeof fakeIam>;

const without = <T>(all: ReadonlySet<T>, one: T | undefined): ReadonlySet<T> => new Set([...all].filter((other) => other !== one));

/** Lists show neither tags nor boundary. Source: IAM API Reference, ListRoles. */
const asListed = ({ name, path, id, created }: FakeRole): Role => ({
  RoleName: name,
  Path: path,
  RoleId: id,
  Arn: `arn:aws:iam::111122223333:role${path}${name}`,
  CreateDate: new Date(Math.floor(created / 1000) * 1000),
});

const asRead = (role: FakeRole): Role => ({
  ...asListed(role),
  AssumeRolePolicyDocument: encodeURIComponent(role.trust),
  ...(role.boundaryArn === undefined ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: role.boundaryArn } }),
  Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
});
