import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../lib/core/plan.ts';
import { rolePolicies } from '../../../lib/core/policy.ts';
import { arbitraryPlan } from '../arbitrary-plan.ts';
import { decideTrust } from './decision.ts';

const withCaller = arbitraryPlan().chain((plan) =>
  fc.tuple(fc.constant(plan), fc.constantFrom(...plan.place.callers), fc.constantFrom('sts:AssumeRole', 'sts:SetSourceIdentity')),
);

/** A session of a role, as it calls STS. */
const sessionOf = (role: string): string => `${role.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/function`;

interface Wish {
  readonly principal: string;
  readonly action: string;
  readonly context: Record<string, string>;
}
const assume = (plan: Plan, { principal, action, context }: Wish) =>
  decideTrust(plan, rolePolicies(plan), { principal: sessionOf(principal), action, context });

describe('the trust policy', () => {
  test('lets each caller in under the name of the investigation, until the deadline', async () => {
    await fc.assert(
      fc.asyncProperty(withCaller, async ([plan, principal, action]) => {
        const context = { 'sts:SourceIdentity': plan.id };
        expect(await assume(plan, { principal, action, context })).toBe('Allowed');
        const late = { ...context, 'aws:CurrentTime': plan.access.deadline };
        expect(await assume(plan, { principal, action, context: late })).not.toBe('Allowed');
      }),
    );
  });

  test('lets nobody in under another name or none', async () => {
    await fc.assert(
      fc.asyncProperty(withCaller, async ([plan, principal, action]) => {
        expect(await assume(plan, { principal, action, context: {} })).not.toBe('Allowed');
        for (const name of [`${plan.id}x`, plan.id.slice(1), '*', `=${plan.id}`]) {
          expect(await assume(plan, { principal, action, context: { 'sts:SourceIdentity': name } })).not.toBe('Allowed');
        }
      }),
    );
  });

  test('lets no other role in', async () => {
    await fc.assert(
      fc.asyncProperty(withCaller, async ([plan, principal, action]) => {
        const context = { 'sts:SourceIdentity': plan.id };
        const others = [`${principal}x`, principal.replace(/:\d{12}:/, ':000000000009:')];
        for (const other of others.filter((name) => !plan.place.callers.includes(name))) {
          expect(await assume(plan, { principal: other, action, context })).not.toBe('Allowed');
        }
      }),
    );
  });

  test('allows no tags on the session, nor any other way in', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        const { Statement } = rolePolicies(plan).trust;
        expect(Statement.flatMap(({ Action }) => Action)).toEqual(['sts:AssumeRole', 'sts:SetSourceIdentity']);
      }),
    );
  });
});
