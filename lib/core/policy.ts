import { InputError } from './errors.ts';
import type { Policy, RolePolicies } from './investigation.ts';
import type { Plan } from './plan.ts';
import { assertAdmissible } from './policy/admissible.ts';
import { logScopes } from './policy/log-scope.ts';
import { logStatements } from './policy/log-statements.ts';
import { queryStatements } from './policy/query-statements.ts';
import type { PolicyStatement } from './policy/statement.ts';

export { mayRead } from './policy/may-read.ts';

/** Characters that IAM takes, whitespace not counted: all inline policies of a role together, and its trust policy. Source: IAM quotas. */
const LIMITS = { permissions: 10_240, trust: 2_048 } as const;

/** The trust and the permissions of the temporary role, from the plan alone: as narrow as the plan, or as IAM's limit lets them be. */
export function rolePolicies(plan: Plan): RolePolicies {
  assertAdmissible(plan);
  return { trust: trustPolicy(plan), ...permissionPolicy(plan) };
}

/** The first scope that fits, the least wide of those that do. */
function permissionPolicy(plan: Plan): Pick<RolePolicies, 'permissions' | 'widened'> {
  const queries = queryStatements(plan);
  for (const scope of logScopes(plan.reads)) {
    const permissions = policy(plan, [...queries, ...logStatements(plan, scope)]);
    if (sizeOf(permissions) <= LIMITS.permissions) return { permissions, widened: [...scope.widened] };
  }
  throw new InputError(`the role for ${plan.reads.firstDay} to ${plan.reads.lastDay} does not fit IAM's limit; choose a shorter window`);
}

/** To name a session's source identity is an action of its own, which the role has to trust a caller with. Source: IAM User Guide. */
function trustPolicy(plan: Plan): Policy {
  const { callers } = plan.place;
  const trust = policy(plan, [
    {
      Sid: 'AssumeForThisInvestigation',
      Effect: 'Allow',
      Principal: { AWS: callers },
      Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
      Condition: { StringEquals: { 'sts:SourceIdentity': plan.id } },
    },
  ]);
  if (sizeOf(trust) > LIMITS.trust) {
    throw new InputError(`a trust policy for ${callers.length} callers is over IAM's ${LIMITS.trust} characters; name fewer roles`);
  }
  return trust;
}

/** Whatever is allowed ends at the deadline. What is denied has no end, so that no mistake about the time can lift it. */
function policy(plan: Plan, statements: readonly PolicyStatement[]): Policy {
  const deadline = { DateLessThan: { 'aws:CurrentTime': plan.access.deadline } };
  const endsInTime = (statement: PolicyStatement): PolicyStatement =>
    statement.Effect === 'Allow' ? { ...statement, Condition: { ...statement.Condition, ...deadline } } : statement;
  return { Version: '2012-10-17', Statement: statements.map(endsInTime) };
}

/** No value of these policies holds whitespace, so their text has only what IAM counts. */
const sizeOf = (document: Policy): number => JSON.stringify(document).length;
