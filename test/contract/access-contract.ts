import { describe, expect, test } from 'vitest';
import { rolePolicies } from '../../lib/core/policy.ts';
import type { Access } from '../../lib/core/ports.ts';
import { planWith } from '../core/example-plan.ts';

/** How access is handed out and taken away, on every implementation. */
export function accessContract(name: string, make: () => Promise<Access>): void {
  describe(`${name} as access`, () => {
    const plan = planWith({});

    test('grants what the plan says, until its deadline', async () => {
      const grant = await (await make()).grant(plan);
      expect(grant).toMatchObject({ deadline: plan.access.deadline, policies: rolePolicies(plan) });
    });
    test('grants twice as once', async () => {
      const access = await make();
      expect(await access.grant(plan)).toEqual(await access.grant(plan));
    });
    test('proves that what was granted is gone, and when it existed', async () => {
      const access = await make();
      const { granted } = await access.grant(plan);
      const receipt = await access.revoke(plan.id);
      expect(receipt).toMatchObject({ gone: true, granted, proof: expect.stringMatching(/\w/) });
      expect(receipt.revoked >= granted).toBe(true);
    });
    test('revokes twice, and what was never granted, without an error', async () => {
      const access = await make();
      await access.grant(plan);
      await access.revoke(plan.id);
      expect(await access.revoke(plan.id)).toMatchObject({ gone: true });
      expect(await access.revoke('never-granted')).toMatchObject({ gone: true });
    });
  });
}
