import { describe, expect, test } from 'vitest';
import { isRunning } from '../../../lib/aws/iam/is-running.ts';
import { roleAccess } from '../../../lib/aws/iam/role-access.ts';
import { Policy } from '../../../lib/core/investigation.ts';
import { rolePolicies } from '../../../lib/core/policy.ts';
import { accessContract } from '../../contract/access-contract.ts';
import { planWith } from '../../core/example-plan.ts';
import { decide, decideTrust } from '../../core/policy/decision.ts';
import { type Cloud, exampleDeployment, executionArn, foreignRole, plan, roleName } from './cloud.ts';
import { iamErrors } from './fake-iam.ts';
import { opened } from './opened.ts';

/** Access for the example's execution, in which time passes while one waits for it. */
function accessIn({ world, time }: Cloud) {
  const arn = executionArn(plan.id);
  const access = roleAccess({ ...world, execution: { arn, isRunning: () => isRunning(arn, world.sfn) } });
  return {
    grant: (asked = plan) => time.until(access.grant(asked)),
    revoke: (id: string) => time.until(access.revoke(id)),
  };
}

accessContract('IAM', async () => accessIn(opened()));
accessContract('an IAM that lags behind', async () => accessIn(opened({ iam: { lag: () => 4_000 } })));
accessContract('an IAM that tells of missing roles', async () => accessIn(opened({ iam: { scope: '/' } })));

describe('granting', () => {
  test('creates the role under its path, within its boundary, with tags that say whose it is and until when', async () => {
    const one = opened();
    const grant = await accessIn(one).grant();
    expect(one.iam.role(roleName)).toMatchObject({
      path: '/trailwarden/example/',
      boundaryArn: exampleDeployment.boundaryArn,
      session: 3600,
      tags: { 'trailwarden:execution': executionArn(plan.id), 'trailwarden:deadline': '2026-01-01T12:17:00Z' },
    });
    expect(grant).toMatchObject({ kind: 'role', roleArn: `arn:aws:iam::111122223333:role/trailwarden/example/${roleName}` });
  });

  test('gives the role exactly the policies that it reports', async () => {
    const one = opened();
    const { policies } = await accessIn(one).grant();
    const role = one.iam.role(roleName);
    expect(JSON.parse(role?.trust ?? '')).toEqual(policies.trust);
    expect([...(role?.inline.values() ?? [])].map((text) => JSON.parse(text))).toEqual([policies.permissions]);
  });

  test('never extends a life: a repeated grant keeps the first deadline in the policy', async () => {
    const one = opened();
    const { grant } = accessIn(one);
    await grant();
    await one.time.until(one.time.pause(10 * 60_000));
    const again = await grant({ ...plan, access: { minutes: 15, deadline: '2026-01-01T12:27:00Z' } });
    expect(again).toMatchObject({ deadline: '2026-01-01T12:17:00Z', granted: '2026-01-01T12:00:00Z', policies: rolePolicies(plan) });
  });

  test('never extends a life: not even where somebody wrote a later deadline on the role', async () => {
    const one = opened();
    const { grant } = accessIn(one);
    await grant();
    one.iam.byHand(roleName, (role) => role && { ...role, tags: { ...role.tags, 'trailwarden:deadline': '2036-01-01T00:00:00Z' } });
    expect(await grant()).toMatchObject({ deadline: plan.access.deadline, policies: rolePolicies(plan) });
  });

  test('finishes a role that an earlier attempt left without permissions', async () => {
    const one = opened();
    const { grant } = accessIn(one);
    one.iam.fail({ operation: 'PutRolePolicy', error: iamErrors.unavailable(), when: 'before' });
    await expect(grant()).rejects.toThrow('try again');
    expect(one.iam.role(roleName)?.inline.size).toBe(0);
    await grant();
    expect(one.iam.role(roleName)?.inline.size).toBe(1);
  });

  test('finds the role where the answer to its creation was lost', async () => {
    const one = opened({ iam: { lag: () => 4_000 } });
    const { grant } = accessIn(one);
    one.iam.fail({ operation: 'CreateRole', error: iamErrors.throttling(), when: 'after' });
    await expect(grant()).rejects.toMatchObject({ name: 'Throttling' });
    expect(await grant()).toMatchObject({ granted: '2026-01-01T12:00:00Z', deadline: plan.access.deadline });
  });

  test('says so where a role exists that IAM does not show, in a way that can be retried', async () => {
    const one = opened({ iam: { lag: () => 60_000 } });
    const { grant } = accessIn(one);
    await grant();
    await expect(grant()).rejects.toMatchObject({ name: 'RoleUnsettled' });
  });

  test('waits where IAM does not know yet what it has just created', async () => {
    const one = opened();
    one.iam.fail({ operation: 'PutRolePolicy', error: iamErrors.missing(), when: 'before', times: 2 });
    await accessIn(one).grant();
    expect(one.iam.role(roleName)?.inline.size).toBe(1);
    expect(one.iam.calls.filter((call) => call === 'PutRolePolicy')).toHaveLength(3);
  });

  test.each([
    ['that is over', '2026-01-01T12:00:00Z', 'ended at'],
    ['of more than an hour', '2026-01-01T13:02:01Z', 'longer than an hour'],
  ])('refuses access %s, and creates nothing', async (_, deadline, why) => {
    const one = opened();
    const refused = accessIn(one).grant({ ...plan, access: { minutes: 15, deadline } });
    await expect(refused).rejects.toMatchObject({ name: 'GrantRefused', message: expect.stringContaining(why) });
    expect(one.iam.calls).toEqual([]);
  });

  test('grants an hour where an hour is asked for', async () => {
    const grant = await accessIn(opened()).grant(planWith({ minutes: 60 }));
    expect(grant.deadline).toBe('2026-01-01T13:02:00Z');
  });
});

describe('a role of the same name that is not ours', () => {
  const ours = { 'trailwarden:execution': executionArn(plan.id), 'trailwarden:deadline': plan.access.deadline };
  const { boundaryArn } = exampleDeployment;
  test.each([
    ['of another execution', { tags: { ...ours, 'trailwarden:execution': executionArn('other') }, boundaryArn }],
    ['without tags', { tags: {}, boundaryArn }],
    ['without a deadline', { tags: { 'trailwarden:execution': executionArn(plan.id) }, boundaryArn }],
    ['without its boundary', { tags: ours }],
    ['within another boundary', { tags: ours, boundaryArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
    ['after its deadline', { tags: { ...ours, 'trailwarden:deadline': '2026-01-01T11:59:59Z' }, boundaryArn }],
    ['that is too old', { tags: ours, boundaryArn, created: Date.parse('2026-01-01T10:00:00Z') }],
  ])('%s is taken away and refused', async (_, role) => {
    const one = opened();
    one.iam.byHand(roleName, () => foreignRole(roleName, { ...role, attached: new Set(['arn:aws:iam::aws:policy/AdministratorAccess']) }));
    await expect(accessIn(one).grant()).rejects.toMatchObject({ name: 'GrantRefused', message: expect.stringContaining('deleted') });
    expect(one.iam.roles()).toEqual([]);
  });

  test('under another path is left alone', async () => {
    const one = opened({ iam: { scope: '/' } });
    one.iam.byHand(roleName, () => foreignRole(roleName, { path: '/', tags: ours, boundaryArn }));
    await expect(accessIn(one).grant()).rejects.toMatchObject({ name: 'GrantRefused', message: expect.stringContaining('left alone') });
    expect(one.iam.roles()).toHaveLength(1);
  });
});

describe('an execution that ends while its role is created', () => {
  test('leaves no role behind', async () => {
    const one = opened({ iam: { lag: () => 3_000 } });
    one.executions.set(executionArn(plan.id), 'ABORTED');
    await expect(accessIn(one).grant()).rejects.toMatchObject({
      name: 'ExecutionOver',
      message: expect.stringContaining('it was deleted'),
    });
    expect(one.iam.roles()).toEqual([]);
  });

  test('leaves no role behind where Step Functions does not say whether it ended', async () => {
    const one = opened();
    one.states.failure = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
    await expect(accessIn(one).grant()).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(one.iam.roles()).toEqual([]);
  });

  test('says until when a role admits something that could not be deleted', async () => {
    const one = opened();
    one.executions.clear();
    one.iam.fail({ operation: 'DeleteRole', error: iamErrors.conflict(), when: 'before', times: 99 });
    await expect(accessIn(one).grant()).rejects.toThrow(/could not be deleted .* admits nothing after 2026-01-01T12:17:00Z/);
    expect(one.iam.role(roleName)?.inline.size).toBe(0);
  });
});

test('the policies as they were put allow what the plan needs until the deadline, and nothing at it', async () => {
  const one = opened();
  await accessIn(one).grant();
  const role = one.iam.role(roleName);
  const written = { trust: policyIn(role?.trust), permissions: policyIn([...(role?.inline.values() ?? [])][0]), widened: [] };
  const query = { action: 'athena:StartQueryExecution', resource: 'arn:aws:athena:eu-west-1:111122223333:workgroup/trailwarden' };
  const asCaller = { action: 'sts:AssumeRole', principal: plan.place.callers[0] ?? '', context: { 'sts:SourceIdentity': plan.id } };
  const atDeadline = { 'aws:CurrentTime': plan.access.deadline };
  expect(await decide(plan, written, query)).toBe('Allowed');
  expect(await decide(plan, written, { ...query, context: atDeadline })).toBe('ImplicitlyDenied');
  expect(await decideTrust(plan, written, asCaller)).toBe('Allowed');
  expect(await decideTrust(plan, written, { ...asCaller, context: { ...asCaller.context, ...atDeadline } })).toBe('ImplicitlyDenied');
});

const policyIn = (text: string | undefined): Policy => Policy.parse(JSON.parse(text ?? ''));
