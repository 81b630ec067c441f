import { Policy, type RolePolicies } from '../../../lib/core/investigation.ts';
import { decide, decideTrust } from '../../core/policy/decision.ts';
import { plan } from './cloud.ts';
import type { FakeIam, FakeRole } from './fake-iam.ts';

const WORKGROUP = 'arn:aws:athena:eu-west-1:111122223333:workgroup/trailwarden';
const DEADLINE = 'trailwarden:deadline';
/** Stands for the role's own deadline, so that roles that differ in nothing else are judged once. */
const SYMBOL = '2026-01-01T12:00:00Z';
const judged = new Map<string, Promise<boolean>>();

/**
 * Roles, by name and version, with which somebody could have started a query from their deadline on: of all that ever stood in this IAM
 * at or after its deadline, as IAM's own rules judge the policies that were on them.
 */
export async function usableAfterDeadline(iam: FakeIam, end: number): Promise<string[]> {
  const usable: string[] = [];
  for (const [index, { roles }] of iam.versions.entries()) {
    const until = iam.versions[index + 1]?.at ?? end;
    for (const role of roles.values()) {
      const deadline = role.tags[DEADLINE] ?? '';
      if (Date.parse(deadline) <= until && (await isUsableAt(role, deadline))) usable.push(`${role.name} after ${deadline}`);
    }
  }
  return usable;
}

async function isUsableAt({ trust, inline }: FakeRole, deadline: string): Promise<boolean> {
  const texts = JSON.stringify([trust, ...inline.values()]).replaceAll(deadline, SYMBOL);
  const known = judged.get(texts) ?? judge(JSON.parse(texts));
  judged.set(texts, known);
  return known;
}

async function judge([trust = '', ...inline]: readonly string[]): Promise<boolean> {
  const at = { 'aws:CurrentTime': SYMBOL };
  const policies: RolePolicies = { trust: policyIn(trust), permissions: together(inline), widened: [] };
  const principal = plan.place.callers[0] ?? '';
  const id = /"sts:SourceIdentity":"([^"]+)"/.exec(trust)?.[1] ?? plan.id;
  const assumed = await decideTrust(plan, policies, { action: 'sts:AssumeRole', principal, context: { ...at, 'sts:SourceIdentity': id } });
  const queried = await decide(plan, policies, { action: 'athena:StartQueryExecution', resource: WORKGROUP, context: at });
  return assumed === 'Allowed' || queried === 'Allowed';
}

const policyIn = (text: string): Policy => Policy.parse(JSON.parse(text));
const together = (texts: readonly string[]): Policy => ({
  Version: '2012-10-17',
  Statement: texts.flatMap((text) => policyIn(text).Statement),
});
