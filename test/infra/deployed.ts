import { runSimulation } from '@cloud-copilot/iam-simulate';
import * as z from 'zod';
import { Policy } from '../../lib/core/investigation.ts';
import type { DutyName } from '../../lib/infra/functions/duty.ts';
import { ACCOUNT, resolved } from './resolved.ts';
import { templateWith } from './synthesized.ts';

const Inline = z.array(z.object({ PolicyName: z.string(), PolicyDocument: Policy })).default([]);
const Attached = z.object({ PolicyDocument: Policy, Roles: z.array(z.string()) });
const OfResource = z.object({ PolicyDocument: Policy });

type Named = { name: string; policy: Policy };

/** What IAM would know of a deployment. */
export function deployed(settings: unknown) {
  const { resources } = resolved(templateWith(settings));
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const one = (type: string, start: string) =>
    only(
      of(type).filter(({ id }) => id.startsWith(start)),
      start,
    );
  const attached = of('AWS::IAM::Policy').map(({ id, properties }) => ({ id, ...Attached.parse(properties) }));

  /** The role of a function, with all that it is allowed. */
  const roleOf = (duty: DutyName) => {
    const { id, properties } = one('AWS::IAM::Role', `InvestigatorsRoles${duty}Role`);
    const own = Inline.parse(properties.Policies).map(
      ({ PolicyName, PolicyDocument }): Named => ({ name: PolicyName, policy: PolicyDocument }),
    );
    const others = attached
      .filter(({ Roles }) => Roles.includes(id))
      .map(({ id: name, PolicyDocument }): Named => ({ name, policy: PolicyDocument }));
    return { id, arn: `arn:aws:iam::${ACCOUNT}:role/${id}`, identityPolicies: [...own, ...others] };
  };
  const managed = (start: string) => {
    const { id, properties } = one('AWS::IAM::ManagedPolicy', start);
    return { arn: `arn:aws:iam::${ACCOUNT}:policy/${id}`, policy: OfResource.parse(properties).PolicyDocument };
  };
  const policyOf = (type: string, start: string) => OfResource.parse(one(type, start).properties).PolicyDocument;
  return { of, one, roleOf, managed, policyOf };
}

function only<T>(found: readonly T[], what: string): T {
  const [first, ...others] = found;
  if (first === undefined || others.length > 0) throw new Error(`${found.length} resources begin with ${what}`);
  return first;
}

/** Somebody who asks for something. */
export interface Asking {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
  readonly identityPolicies?: readonly Named[];
  readonly boundary?: Policy | undefined;
  readonly resourcePolicy?: Policy | undefined;
}

/** What IAM answers: `Allowed`, `ImplicitlyDenied` or `ExplicitlyDenied`. A call or key that the simulator does not know is a mistake in the test. */
export async function decision({ principal, action, resource, context = {}, ...policies }: Asking): Promise<string> {
  const { identityPolicies = [], boundary, resourcePolicy } = withKnownKeys(policies);
  const answer = await runSimulation(
    {
      request: {
        principal: principal.replace(/:iam:(.*):role\/(?:.*\/)?([^/]+)$/, ':sts:$1:assumed-role/$2/session'),
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: { 'aws:PrincipalArn': principal, ...withKnownKeys(context) },
      },
      identityPolicies: [...identityPolicies],
      permissionBoundaryPolicies: boundary === undefined ? undefined : [{ name: 'boundary', policy: boundary }],
      resourcePolicy,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (answer.resultType !== 'single') throw new Error(`${action} on ${resource} was not understood: ${answer.resultType}`);
  const { ignoredContextKeys = [] } = answer.result;
  if (ignoredContextKeys.length > 0) throw new Error(`${action} knows no ${ignoredContextKeys.join(', ')}`);
  return answer.overallResult;
}

/** iam-simulate 0.1.173 knows a variable part of a condition key only after a slash: encryption contexts get the name of such a key. */
const withKnownKeys = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value ?? {}).replaceAll('"kms:EncryptionContext:', '"aws:PrincipalTag/'));
