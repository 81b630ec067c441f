import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { ACCOUNT, REGION } from '../admin.ts';
import type { Context, Decision, Question } from './question.ts';
import type { Role, Roles } from './roles.ts';
import type { Caller } from './sessions.ts';

/** IAM, as far as identity policies, boundaries, session policies and trust go. */
export interface Judge {
  /** Each question's decision, up to the first that is refused; all of them are kept in `decisions`. */
  ask(caller: Caller, questions: readonly Question[]): Promise<readonly Decision[]>;
  readonly decisions: readonly Decision[];
}

const ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Judges by the policies that the roles hold at the moment. `now`: milliseconds since 1970. */
export function judgeOf(roles: Roles, now: () => number): Judge {
  const decisions: Decision[] = [];
  return {
    decisions,
    ask: async (caller, questions) => {
      const made: Decision[] = [];
      const role = await roles.find(caller.role);
      for (const question of questions) {
        const result = role === undefined ? 'the role is gone' : await decide({ caller, role, question, now: now() }, roles);
        made.push({ ...question, role: caller.role, session: caller.session, allowed: result === 'Allowed', result });
        if (result !== 'Allowed') break;
      }
      decisions.push(...made);
      return made;
    },
  };
}

interface Case {
  readonly caller: Caller;
  readonly role: Role;
  readonly question: Question;
  readonly now: number;
}

/** `Allowed`, or why not. To assume a role needs both sides here; AWS is content with a trust policy that names the very role. */
async function decide(asked: Case, roles: Roles): Promise<string> {
  const { role, question } = asked;
  const isTrust = question.action.startsWith('sts:');
  const assumed = isTrust ? await roles.find(question.resource.split('/').at(-1) ?? '') : undefined;
  if (isTrust && assumed?.arn !== question.resource) return 'there is no such role';
  const resourcePolicy = question.action.startsWith('kms:') ? KEY_POLICY : assumed?.trust;
  const simulated = await runSimulation(simulationOf(asked, resourcePolicy), {});
  if (simulated.resultType === 'error') {
    throw new Error(`iam-simulate cannot judge ${question.action} for ${role.name}: ${JSON.stringify(simulated.errors)}`);
  }
  return simulated.overallResult;
}

/** A key that leaves it to IAM who of the account may use it, as CloudFormation makes them. */
const KEY_POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }],
};

const simulationOf = (asked: Case, resourcePolicy: unknown): Simulation => ({
  request: {
    principal: principalOf(asked.caller),
    action: asked.question.action,
    resource: { resource: asked.question.resource, accountId: ACCOUNT },
    contextVariables: knownToSimulator(contextOf(asked)),
  },
  identityPolicies: knownToSimulator([...asked.role.identity]),
  serviceControlPolicies: [{ orgIdentifier: 'o-none', policies: [{ name: 'all', policy: ALL }] }],
  resourceControlPolicies: [],
  permissionBoundaryPolicies: asked.role.boundary === undefined ? undefined : knownToSimulator([asked.role.boundary]),
  sessionPolicy: asked.caller.sessionPolicy,
  resourcePolicy,
});

/** The simulator does not know keys of encryption contexts; it treats those of tags in the same way, and knows them. */
const knownToSimulator = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('"kms:EncryptionContext:', '"aws:PrincipalTag/'));

/** The session's ARN, as CloudTrail shows it. */
export const principalOf = ({ role, session }: Pick<Caller, 'role' | 'session'>): string =>
  `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`;

function contextOf({ caller, role, question, now }: Case): Record<string, string | string[]> {
  const tags = Object.entries(role.tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]);
  const context: Context = {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:PrincipalArn': role.arn,
    'aws:PrincipalAccount': ACCOUNT,
    'aws:PrincipalType': 'AssumedRole',
    'aws:RequestedRegion': REGION,
    'aws:SecureTransport': 'true',
    'aws:SourceIp': '127.0.0.1',
    ...Object.fromEntries(tags),
    ...caller.context,
    ...question.context,
  };
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]));
}
