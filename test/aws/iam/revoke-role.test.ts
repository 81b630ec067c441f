import { describe, expect, test } from 'vitest';
import { grantRole } from '../../../lib/aws/iam/grant-role.ts';
import { revokeRole } from '../../../lib/aws/iam/revoke-role.ts';
import { type Cloud, executionArn, foreignRole, plan, roleName } from './cloud.ts';
import { athenaThrottling } from './fake-athena.ts';
import { type FakeRole, iamErrors } from './fake-iam.ts';
import { opened } from './opened.ts';

const MINUTE = 60_000;
const revoke = ({ world, time }: Cloud, id = plan.id) => time.until(revokeRole(id, world));

/** A cloud in which the role of the example was created five minutes ago. */
async function granted(...options: Parameters<typeof opened>): Promise<Cloud> {
  const one = opened(...options);
  const execution = { arn: executionArn(plan.id), isRunning: async () => true };
  await one.time.until(grantRole(plan, { ...one.world, execution }));
  await one.time.quiet(5 * MINUTE);
  return one;
}

describe('a receipt', () => {
  test('names the role, says how long it existed, and how it is known to be gone', async () => {
    expect(await revoke(await granted())).toEqual({
      kind: 'role',
      granted: '2026-01-01T12:00:00Z',
      revoked: '2026-01-01T12:05:00Z',
      gone: true,
      proof:
        'The role tw-case-1, created at 2026-01-01T12:00:00Z, was deleted at 2026-01-01T12:05:00Z after 5 min 0 s: IAM lists no role of that name any more.',
    });
  });

  test('says of a role that never was that none exists, after looking twice', async () => {
    const one = opened();
    const receipt = await revoke(one, 'never-granted');
    expect(receipt).toMatchObject({ gone: true, proof: 'No role named tw-never-granted exists: IAM listed none, 10 seconds apart.' });
    expect(receipt).not.toHaveProperty('granted');
    expect(one.iam.calls).toEqual(['ListRoles', 'ListRoles']);
  });

  test('does not vouch for what could not be deleted, and says until when it admits something', async () => {
    const one = await granted();
    one.iam.fail({ operation: 'DeleteRole', error: iamErrors.conflict(), when: 'before', times: 99 });
    const { gone, proof } = await revoke(one);
    expect(gone).toBe(false);
    expect(proof).toContain('The role tw-case-1 could not be deleted (Cannot delete entity');
    expect(proof).toContain('admit nothing after');
    expect(one.iam.role(roleName)?.inline.size).toBe(0);
  });

  test('does not vouch for what could not be seen', async () => {
    const one = opened();
    one.iam.fail({ operation: 'ListRoles', error: iamErrors.denied(), when: 'before', times: 99 });
    const { gone, proof } = await revoke(one);
    expect(gone).toBe(false);
    expect(proof).toContain('could not be seen whether a role named tw-case-1 exists (User is not authorized');
  });
});

describe('revoking', () => {
  const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const tampered: readonly (readonly [string, (role: FakeRole) => FakeRole])[] = [
    ['with more policies attached than a page shows', (role) => ({ ...role, attached: new Set([admin, `${admin}2`, `${admin}3`]) })],
    ['with more inline policies', (role) => ({ ...role, inline: new Map([...role.inline, ['a', '{}'], ['b', '{}'], ['c', '{}']]) })],
    ['in instance profiles', (role) => ({ ...role, profiles: new Set(['one', 'two', 'three']) })],
    ['without its boundary', (role) => ({ ...role, boundaryArn: undefined })],
    ['within another boundary', (role) => ({ ...role, boundaryArn: admin })],
    ['without its tags', (role) => ({ ...role, tags: {} })],
    ['without its policy', (role) => ({ ...role, inline: new Map() })],
    ['that trusts somebody else', (role) => ({ ...role, trust: '{"Principal":"*"}' })],
  ];
  test.each(tampered)('takes away a role %s', async (_, tamper) => {
    const one = await granted();
    one.iam.byHand(roleName, (role) => role && tamper(role));
    expect(await revoke(one)).toMatchObject({ gone: true, granted: '2026-01-01T12:00:00Z' });
    expect(one.iam.roles()).toEqual([]);
  });

  test('finds its role among many, and leaves the others', async () => {
    const one = await granted();
    for (const name of ['tw-case', 'tw-case-10', 'tw-case-1-2', 'other']) one.iam.byHand(name, () => foreignRole(name));
    expect(await revoke(one)).toMatchObject({ gone: true });
    expect(one.iam.roles().map(({ name }) => name)).toEqual(['tw-case', 'tw-case-10', 'tw-case-1-2', 'other']);
  });

  test('leaves a role of the same name under another path', async () => {
    const one = opened({ iam: { scope: '/' } });
    one.iam.byHand(roleName, () => foreignRole(roleName, { path: '/somebody/' }));
    expect(await revoke(one)).toMatchObject({ gone: true });
    expect(one.iam.roles()).toHaveLength(1);
  });

  const passing = ['throttling', 'unavailable', 'conflict', 'concurrent', 'denied'] as const;
  const asked = [
    'ListRoles',
    'ListRolePolicies',
    'ListAttachedRolePolicies',
    'ListInstanceProfilesForRole',
    'DeleteRolePolicy',
    'DeleteRole',
  ];
  test.each(asked.flatMap((operation) => passing.map((error) => [operation, error] as const)))(
    'goes on where %s meets %s, before or after its effect',
    async (operation, error) => {
      for (const when of ['before', 'after'] as const) {
        const one = await granted();
        one.iam.fail({ operation, error: iamErrors[error](), when, times: 2 });
        expect(await revoke(one)).toMatchObject({ gone: true });
        expect(one.iam.roles()).toEqual([]);
        one.restore();
      }
    },
  );

  test('finds a role that was created a moment ago and is not listed yet', async () => {
    const one = opened({ iam: { lag: () => 4_000 } });
    one.iam.byHand(roleName, () => foreignRole(roleName, { created: one.time.now() }));
    expect(await revoke(one)).toMatchObject({ gone: true, granted: '2026-01-01T12:00:00Z' });
    expect(one.iam.roles()).toEqual([]);
  });

  test('does not take a list that still shows the role for the truth', async () => {
    const one = await granted({ iam: { lag: () => 4 * MINUTE, scope: '/' } });
    const { gone, proof } = await revoke(one);
    expect(gone).toBe(true);
    expect(proof).toMatch(/was deleted at .* IAM knows no role of that name any more\.$/);
  });

  test('does not vouch for a deletion while IAM goes on showing the role and denies to say more', async () => {
    const one = await granted({ iam: { lag: () => 4 * MINUTE } });
    const { gone, proof } = await revoke(one);
    expect(gone).toBe(false);
    expect(proof).toContain('was deleted, but IAM still shows it');
  });
});

describe('the queries of what is revoked', () => {
  const folder = 's3://example-folder/investigations';
  const own = { output: `${folder}/case-1/results/`, ends: Number.POSITIVE_INFINITY };

  test('are stopped, those that wait too, and the receipt says how many', async () => {
    const one = await granted();
    one.athena.add('a', own);
    one.athena.add('b', { ...own, state: 'QUEUED' });
    expect((await revoke(one)).proof).toContain('2 of its queries were still running and were stopped.');
    expect(one.athena.queries.map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED']);
  });

  test('are no others than its own, and none that is over', async () => {
    const one = await granted();
    for (const output of ['case-10/results/', 'case-1-2/results/', 'other/investigations/case-1/results/']) {
      one.athena.add(output, { ...own, output: `${folder}/${output}` });
    }
    one.athena.add('elsewhere', { ...own, output: 's3://other/investigations/case-1/results/' });
    one.athena.add('done', { ...own, state: 'SUCCEEDED' });
    expect((await revoke(one)).proof).not.toContain('quer');
    expect(one.athena.queries.map(({ state }) => state)).toEqual(['RUNNING', 'RUNNING', 'RUNNING', 'RUNNING', 'SUCCEEDED']);
  });

  test('are found behind hundreds of newer ones', async () => {
    const one = await granted();
    const query = one.athena.add('collect', own);
    for (let count = 0; count < 300; count++) one.athena.add(`newer ${count}`, { output: `${folder}/other/results/` });
    await revoke(one);
    expect(query.state).toBe('CANCELLED');
  });

  test('are not looked for beyond a page of queries that are older than any role', async () => {
    const one = await granted();
    for (let count = 0; count < 120; count++) one.athena.add(`older ${count}`, { ...own, submitted: one.time.now() - 63 * MINUTE });
    one.athena.add('now', own);
    expect((await revoke(one)).proof).toContain('100 of its queries');
  });

  test('are stopped where one was started while the role was taken away', async () => {
    const one = opened({ athena: { delay: () => one.time.pause(10) }, iam: { delay: () => one.time.pause(100) } });
    one.iam.byHand(roleName, () => foreignRole(roleName, { created: one.time.now() - 5 * MINUTE }));
    const revoked = revoke(one);
    await one.time.pause(150);
    const late = one.athena.add('late', own);
    await revoked;
    expect(late.state).toBe('CANCELLED');
  });

  test('keep no role alive where Athena fails, and the receipt says that they were not seen', async () => {
    const throttled = (): void => {
      throw athenaThrottling();
    };
    const one = await granted({ athena: { allow: throttled } });
    const { gone, proof } = await revoke(one);
    expect(gone).toBe(true);
    expect(proof).toContain('could not be seen or changed (Rate exceeded)');
    expect(one.iam.roles()).toEqual([]);
  });

  test('keep no role alive where Athena does not answer for minutes', async () => {
    const one = await granted({ athena: { delay: () => one.time.pause(10 * MINUTE) } });
    const begun = one.time.now();
    expect((await revoke(one)).revoked).toBe(new Date(begun).toISOString().replace('.000', ''));
  });
});
