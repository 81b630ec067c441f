import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  type IAMClient,
  NoSuchEntityException,
  paginateListAttachedRolePolicies,
  paginateListInstanceProfilesForRole,
  paginateListRolePolicies,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { POLICY_NAME } from './temporary-role.ts';

/**
 * Takes everything off a role, whoever put it there, and deletes the role. `missing`: there was none, which only the answer to
 * DeleteRole can tell, since a list may lag behind. A role with anything left on it is refused with DeleteConflict: look and try again.
 * Source: IAM User Guide, "Delete roles or instance profiles" and "Changes that I make are not always immediately visible".
 */
export async function takeApart(name: string, iam: IAMClient): Promise<'deleted' | 'missing'> {
  const cleared = [];
  // One after the other: IAM answers changes to one role at the same time with ConcurrentModification.
  for (const clear of [takePolicies, detachPolicies, leaveProfiles]) cleared.push(...(await Promise.allSettled([clear(name, iam)])));
  try {
    return (await unlessMissing(iam.send(new DeleteRoleCommand({ RoleName: name })))) === 'missing' ? 'missing' : 'deleted';
  } catch (thrown) {
    // What could not be cleared away says more than the conflict that it leads to.
    const failed = cleared.find((outcome) => outcome.status === 'rejected');
    throw failed?.reason ?? thrown;
  }
}

/** Ours goes first and unseen: with it goes all that we allowed, and a list may not show yet what was just put. */
async function takePolicies(name: string, iam: IAMClient): Promise<void> {
  const take = (PolicyName: string) => unlessMissing(iam.send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName })));
  await take(POLICY_NAME);
  for (const page of await pagesOf(paginateListRolePolicies({ client: iam }, { RoleName: name }))) {
    for (const policy of page.PolicyNames ?? []) if (policy !== POLICY_NAME) await take(policy);
  }
}

async function detachPolicies(name: string, iam: IAMClient): Promise<void> {
  for (const page of await pagesOf(paginateListAttachedRolePolicies({ client: iam }, { RoleName: name }))) {
    for (const { PolicyArn } of page.AttachedPolicies ?? []) {
      await unlessMissing(iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn })));
    }
  }
}

async function leaveProfiles(name: string, iam: IAMClient): Promise<void> {
  for (const page of await pagesOf(paginateListInstanceProfilesForRole({ client: iam }, { RoleName: name }))) {
    for (const { InstanceProfileName } of page.InstanceProfiles ?? []) {
      await unlessMissing(iam.send(new RemoveRoleFromInstanceProfileCommand({ RoleName: name, InstanceProfileName })));
    }
  }
}

/** All pages before anything is changed, so that no change moves a later page; none where the role is not (yet) seen. */
async function pagesOf<Page>(paginator: AsyncIterable<Page>): Promise<Page[]> {
  const pages: Page[] = [];
  const reading = (async () => {
    for await (const page of paginator) pages.push(page);
  })();
  await unlessMissing(reading);
  return pages;
}

async function unlessMissing<T>(asked: Promise<T>): Promise<T | 'missing'> {
  try {
    return await asked;
  } catch (thrown) {
    if (thrown instanceof NoSuchEntityException) return 'missing';
    throw thrown;
  }
}
