import { GetRoleCommand } from '@aws-sdk/client-iam';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { secondLookOf } from '../core/begin.ts';
import { timestamp } from '../core/time.ts';
import { clock } from './clock.ts';
import { executionArnOf } from './execution-arn.ts';
import { isRunning } from './iam/is-running.ts';
import { listedRoles } from './iam/listed-roles.ts';
import { removeRole } from './iam/remove-role.ts';
import { type Revoking, revokeRole } from './iam/revoke-role.ts';
import { deadlineOf, investigationOf, latestFor, strangenessOf, TemporaryRole } from './iam/temporary-role.ts';

/** Where roles, their queries and their executions are. */
export interface Sweeping extends Revoking {
  readonly sfn: SFNClient;
  readonly machineArn: string;
}

/** What a sweep came to: names of roles. `overdue` were there after their deadline; `remaining` could not be proved gone. */
export interface Swept {
  readonly removed: readonly string[];
  readonly overdue: readonly string[];
  readonly remaining: readonly string[];
  readonly kept: number;
}

/** What to do about one role. */
interface Verdict {
  readonly name: string;
  readonly keep: boolean;
  readonly overdue: boolean;
}

/**
 * Takes away every role under our path that is not in use: its execution is over, its deadline has passed, or it is not as we create
 * them. All at the same time, so that one that can't be deleted never keeps the others.
 */
export async function sweep(sweeping: Sweeping): Promise<Swept> {
  const roles = await listedRoles(sweeping);
  const verdicts = await Promise.all(roles.map((role) => judge(role, sweeping)));
  const unused = verdicts.filter(({ keep }) => !keep);
  const outcomes = await Promise.all(unused.map(async ({ name }) => ({ name, gone: await takeAway(name, sweeping) })));
  return {
    removed: outcomes.filter(({ gone }) => gone).map(({ name }) => name),
    overdue: verdicts.filter(({ overdue }) => overdue).map(({ name }) => name),
    remaining: outcomes.filter(({ gone }) => !gone).map(({ name }) => name),
    kept: verdicts.length - unused.length,
  };
}

/** A list has no tags, and a role may be gone before it is asked for them: what can't be seen is kept while it is in time. */
async function judge(listed: TemporaryRole, sweeping: Sweeping): Promise<Verdict> {
  const now = timestamp(clock.now());
  const { name } = listed;
  if (latestFor(listed.created) <= now) return { name, keep: false, overdue: true };
  const [read] = await Promise.allSettled([sweeping.iam.send(new GetRoleCommand({ RoleName: name }))]);
  if (read.status === 'rejected') return { name, keep: true, overdue: false };
  const role = TemporaryRole.parse(read.value.Role);
  const overdue = deadlineOf(role) <= now;
  return { name, keep: !overdue && (await isInUse(role, sweeping)), overdue };
}

/** Whether an execution that runs created it as it is. While Step Functions does not say, it is in use: its deadline holds all the same. */
async function isInUse(role: TemporaryRole, { sfn, machineArn, deployment }: Sweeping): Promise<boolean> {
  const execution = executionOf(role, machineArn);
  if (execution === undefined || strangenessOf(role, { execution, deployment }).length > 0) return false;
  const [running] = await Promise.allSettled([isRunning(execution, sfn)]);
  return running.status === 'rejected' || running.value;
}

/** The execution that its tag names, where that is one of this machine, and one whose roles have this name: its first or second pass. */
function executionOf({ name, execution }: TemporaryRole, machineArn: string): string | undefined {
  const own = executionArnOf(machineArn, '');
  const id = execution?.startsWith(own) === true ? execution.slice(own.length) : undefined;
  const investigation = investigationOf(name);
  return id !== undefined && (investigation === id || investigation === secondLookOf(id)) ? execution : undefined;
}

async function takeAway(name: string, sweeping: Sweeping): Promise<boolean> {
  const id = investigationOf(name);
  const { gone } = id === undefined ? await removeRole(name, sweeping) : await revokeRole(id, sweeping);
  return gone;
}
