import {
  ConcurrentModificationException,
  CreateRoleCommand,
  EntityAlreadyExistsException,
  GetRoleCommand,
  NoSuchEntityException,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { messageOf } from '../../core/errors.ts';
import type { Grant, RolePolicies } from '../../core/investigation.ts';
import type { Plan } from '../../core/plan.ts';
import { rolePolicies } from '../../core/policy.ts';
import { timestamp } from '../../core/time.ts';
import { clock } from '../clock.ts';
import { ExecutionOver, GrantRefused, RoleUnsettled } from './grant-errors.ts';
import type { RoleWorld } from './listed-roles.ts';
import { patiently } from './patience.ts';
import { removeRole } from './remove-role.ts';
import { deadlineOf, latestFor, POLICY_NAME, roleNameOf, strangenessOf, TAGS, TemporaryRole } from './temporary-role.ts';

/** Where a role is granted, and for which execution of the state machine. */
export interface Granting extends RoleWorld {
  readonly execution: { readonly arn: string; readonly isRunning: () => Promise<boolean> };
}

/** A role that was just created is seen within seconds as a rule: IAM User Guide, "Changes that I make are not always immediately visible". */
const UNTIL_SEEN = { tries: 5, pause: 3_000 } as const;

/**
 * Creates the role of a plan, or finds the one that an earlier attempt created: its deadline stays what it was. Once the role is there
 * the execution is asked again, because an aborted one leaves its functions running: none may leave a role behind.
 */
export async function grantRole(plan: Plan, granting: Granting): Promise<Grant> {
  assertInTime(plan.access.deadline, plan);
  const role = await createOrFind(plan, granting);
  const deadline = [deadlineOf(role), plan.access.deadline].toSorted()[0] ?? plan.access.deadline;
  const policies = rolePolicies({ ...plan, access: { ...plan.access, deadline } });
  await putPolicy(role.name, policies, granting);
  await recheck(role, granting);
  return { kind: 'role', roleArn: role.arn, granted: timestamp(role.created), deadline, policies };
}

function assertInTime(deadline: string, { id }: Plan): void {
  const now = clock.now();
  if (deadline <= timestamp(now)) throw new GrantRefused(`access for '${id}' ended at ${deadline}; start a new investigation`);
  if (deadline > latestFor(now))
    throw new GrantRefused(`access for '${id}' until ${deadline} is longer than an hour; ask for 15 or 60 minutes`);
}

async function createOrFind(plan: Plan, granting: Granting): Promise<TemporaryRole> {
  const { iam, deployment, execution } = granting;
  const creating = new CreateRoleCommand({
    Path: deployment.rolePath,
    RoleName: roleNameOf(plan.id),
    AssumeRolePolicyDocument: JSON.stringify(rolePolicies(plan).trust),
    PermissionsBoundary: deployment.boundaryArn,
    // The least that IAM takes; a session is asked for with the minutes of the plan, and the policies end at the deadline.
    MaxSessionDuration: 3600,
    Tags: [
      { Key: TAGS.execution, Value: execution.arn },
      { Key: TAGS.deadline, Value: plan.access.deadline },
    ],
  });
  try {
    const { Role } = await iam.send(creating);
    return { ...TemporaryRole.parse(Role), deadline: plan.access.deadline };
  } catch (thrown) {
    if (thrown instanceof EntityAlreadyExistsException) return findOurs(plan, granting);
    throw thrown;
  }
}

/** The role of an earlier attempt. One that is not ours any more, or too old to be used, is taken away before it is refused. */
async function findOurs({ id }: Plan, granting: Granting): Promise<TemporaryRole> {
  const role = await read(roleNameOf(id), granting);
  const strange = strangenessOf(role, { execution: granting.execution.arn, deployment: granting.deployment });
  const isOver = deadlineOf(role) <= timestamp(clock.now());
  if (strange.length === 0 && !isOver) return role;
  const why = isOver ? `its deadline ${deadlineOf(role)} has passed` : strange.join(' and ');
  const what = role.path === granting.deployment.rolePath ? await removed(role, granting) : 'it was left alone';
  throw new GrantRefused(`a role named ${role.name} exists already and ${why}; ${what}; start a new investigation`);
}

/** What exists is not always seen at once, and what is not seen is denied to a permission that is scoped by path. */
async function read(name: string, { iam }: Granting): Promise<TemporaryRole> {
  const isPassing = (thrown: unknown) =>
    thrown instanceof NoSuchEntityException || (thrown instanceof Error && thrown.name === 'AccessDenied');
  try {
    const { Role } = await patiently({ ...UNTIL_SEEN, isPassing }, () => iam.send(new GetRoleCommand({ RoleName: name })));
    return TemporaryRole.parse(Role);
  } catch (thrown) {
    if (!isPassing(thrown)) throw thrown;
    throw new RoleUnsettled(`a role named ${name} exists, but IAM does not show it (${messageOf(thrown)}); try again in a minute`);
  }
}

async function putPolicy(name: string, { permissions }: RolePolicies, { iam }: Granting): Promise<void> {
  const isPassing = (thrown: unknown) => thrown instanceof NoSuchEntityException || thrown instanceof ConcurrentModificationException;
  const putting = { RoleName: name, PolicyName: POLICY_NAME, PolicyDocument: JSON.stringify(permissions) };
  await patiently({ ...UNTIL_SEEN, isPassing }, () => iam.send(new PutRolePolicyCommand(putting)));
}

/** Where it can't be known whether the execution still runs, nothing may be left either: a new attempt creates the role again. */
async function recheck(role: TemporaryRole, granting: Granting): Promise<void> {
  const [running] = await Promise.allSettled([granting.execution.isRunning()]);
  if (running.status === 'fulfilled' && running.value) return;
  const what = await removed(role, granting);
  if (running.status === 'fulfilled') throw new ExecutionOver(`the execution ${granting.execution.arn} is over; ${what}`);
  throw running.reason;
}

async function removed(role: TemporaryRole, granting: Granting): Promise<string> {
  const { gone, problem } = await removeRole(role.name, granting, role);
  return gone ? 'it was deleted' : `it could not be deleted (${problem}) and admits nothing after ${deadlineOf(role)}`;
}
