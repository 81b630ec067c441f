import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Policy, RolePolicies } from '../../../lib/core/investigation.ts';
import type { Plan } from '../../../lib/core/plan.ts';

/** One call to AWS, by default through Athena and a moment before the deadline. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

const ATHENA = { 'aws:CalledVia': ['athena.amazonaws.com'] };

/** The last second before the deadline of a plan. */
const inTime = (plan: Plan): string => `${new Date(Date.parse(plan.access.deadline) - 1_000).toISOString().slice(0, 19)}Z`;

/** What IAM says to the temporary role: `Allowed`, `ImplicitlyDenied` or `ExplicitlyDenied`. */
export async function decide(plan: Plan, { permissions }: RolePolicies, { action, resource, context = {} }: Call): Promise<string> {
  return resultOf({
    principal: `arn:${plan.place.partition}:sts::${plan.place.account}:assumed-role/trailwarden-${plan.id}/${plan.id}`,
    owner: plan.place.account,
    call: { action, resource, context: { 'aws:CurrentTime': inTime(plan), ...ATHENA, ...context } },
    identityPolicies: [{ name: 'permissions', policy: permissions }],
    resourcePolicy: action.startsWith('kms:') ? keyPolicy(plan) : undefined,
  });
}

/** The policy of a key that leaves it to IAM who of an account may use it; without one, nobody may. */
const keyPolicy = ({ place }: Plan): Policy => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:${place.partition}:iam::${place.account}:root` }, Action: 'kms:*', Resource: '*' }],
});

/** What IAM says to a role that wants to become the temporary role and has itself no right to. */
export async function decideTrust(
  plan: Plan,
  { trust }: RolePolicies,
  call: Omit<Call, 'resource'> & { principal: string },
): Promise<string> {
  return resultOf({
    principal: call.principal,
    owner: plan.place.account,
    call: {
      action: call.action,
      resource: `arn:${plan.place.partition}:iam::${plan.place.account}:role/trailwarden/${plan.id}`,
      context: { 'aws:CurrentTime': inTime(plan), ...call.context },
    },
    identityPolicies: [],
    resourcePolicy: trust,
  });
}

interface Request {
  readonly principal: string;
  readonly owner: string;
  readonly call: Required<Call>;
  readonly identityPolicies: { name: string; policy: Policy }[];
  readonly resourcePolicy?: Policy | undefined;
}

/** A call or a condition key that the simulator does not know is a mistake in the test, not a denial. */
async function resultOf(asked: Request): Promise<string> {
  const { principal, owner, call, identityPolicies, resourcePolicy } = withKnownKeys(asked);
  const answer = await runSimulation(
    {
      request: {
        principal,
        action: call.action,
        resource: { resource: call.resource, accountId: owner },
        contextVariables: { ...call.context },
      },
      identityPolicies,
      resourcePolicy,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (answer.resultType !== 'single' || answer.result.ignoredContextKeys?.length !== 0) {
    throw new Error(`${call.action} on ${call.resource} was not understood: ${JSON.stringify(answer)}`);
  }
  return answer.overallResult;
}

/**
 * iam-simulate 0.1.173 knows of a variable part in a condition key only after a slash, so it ignores encryption contexts. They get the
 * name of a key that it knows, in policy and call alike.
 */
const withKnownKeys = (asked: Request): Request =>
  JSON.parse(JSON.stringify(asked).replaceAll('"kms:EncryptionContext:', '"aws:PrincipalTag/'));
