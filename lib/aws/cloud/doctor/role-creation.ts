import { GetAccountSummaryCommand, GetRoleCommand, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { permitted } from '../refused.ts';
import { type Check, type Look, rolePathOf, type Subject, say } from './check.ts';

const about = 'creating roles';

/** Whether a service control policy forbids to create the temporary roles. What only some callers may do is not known from here. */
export const roleCreation: Look = {
  about,
  look: async (subject) => {
    const { clients, caller } = subject;
    const { ok, problem, unknown } = say(about);
    const source = await policySourceOf(subject);
    if (source === undefined)
      return [unknown(`IAM simulates no policies for ${caller.arn}`, 'run doctor as a role or user of the account')];
    const role = `arn:${caller.partition}:iam::${caller.account}:role${rolePathOf(subject)}tw-doctor`;
    const command = new SimulatePrincipalPolicyCommand({ PolicySourceArn: source, ActionNames: ACTIONS, ResourceArns: [role] });
    const { EvaluationResults = [] } = await permitted('iam:SimulatePrincipalPolicy', () => clients.iam.send(command));
    const forbidden = EvaluationResults.filter(({ OrganizationsDecisionDetail: detail }) => detail?.AllowedByOrganizations === false);
    if (forbidden.length === 0) return [ok(`no service control policy without conditions forbids it under ${rolePathOf(subject)}`)];
    const actions = forbidden.map(({ EvalActionName }) => EvalActionName).join(', ');
    return [
      problem(
        `a service control policy forbids ${actions} on ${role}`,
        'have the organization except roles under this path, or deploy into another account',
      ),
    ];
  },
};

const ACTIONS = ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:DeleteRole', 'sts:AssumeRole'];

/** A session has no policies of its own; its role's ARN may have a path, which the session's leaves out. */
async function policySourceOf({ caller, clients: { iam } }: Subject): Promise<string | undefined> {
  const [, , service, , , resource = ''] = caller.arn.split(':');
  if (service === 'iam' && resource.startsWith('user/')) return caller.arn;
  const [, role] = /^assumed-role\/([^/]+)\//.exec(resource) ?? [];
  if (role === undefined) return undefined;
  const { Role } = await permitted('iam:GetRole', () => iam.send(new GetRoleCommand({ RoleName: role })));
  return Role?.Arn;
}

/** Roles that Trailwarden's own functions and a few investigations at once take. */
const ROLES_NEEDED = 40;

/** Whether the account has room for more roles. */
export const roleQuota: Look = {
  about: 'role quota',
  look: async ({ clients: { iam }, outputs }): Promise<Check[]> => {
    const { ok, warning, problem } = say('role quota');
    const { SummaryMap = {} } = await permitted('iam:GetAccountSummary', () => iam.send(new GetAccountSummaryCommand({})));
    const { Roles: roles = 0, RolesQuota: quota = 1000 } = SummaryMap;
    const text = `${roles} of ${quota} roles exist`;
    const remedy = 'remove roles that nobody uses, or have the quota raised (Service Quotas, IAM, us-east-1)';
    const needed = outputs === undefined ? ROLES_NEEDED : 1;
    if (roles + needed > quota) return [problem(text, remedy)];
    return [roles + ROLES_NEEDED > quota * 0.95 ? warning(text, remedy) : ok(text)];
  },
};
