import { describe, expect, test } from 'vitest';
import { sweep } from '../../../lib/aws/sweep.ts';
import { type Cloud, exampleDeployment, executionArn, foreignRole } from './cloud.ts';
import { type FakeRole, iamErrors } from './fake-iam.ts';
import { opened } from './opened.ts';

const MINUTE = 60_000;
const sweepIn = ({ world, time }: Cloud) => time.until(sweep(world));

/** A role as we create them, five minutes old, for the execution of this name. */
function give(one: Cloud, name: string, { tags = {}, ...role }: Partial<FakeRole> = {}): void {
  const own = { 'trailwarden:execution': executionArn(name.slice(3)), 'trailwarden:deadline': '2026-01-01T12:12:00Z' };
  const created = one.time.now() - 5 * MINUTE;
  const { boundaryArn } = exampleDeployment;
  one.iam.byHand(name, () =>
    foreignRole(name, { created, boundaryArn, inline: new Map([['investigation', '{}']]), tags: { ...own, ...tags }, ...role }),
  );
}
const kept = { removed: [], overdue: [], remaining: [], kept: 1 };
const removed = (name: string, overdue: readonly string[] = []) => ({ removed: [name], overdue, remaining: [], kept: 0 });

describe('a sweep', () => {
  test('keeps the role of an execution that runs and is in time, also of its second look', async () => {
    const one = opened();
    one.executions.set(executionArn('one'), 'RUNNING').set(executionArn('two-2'), 'RUNNING');
    give(one, 'tw-one');
    give(one, 'tw-one-2', { tags: { 'trailwarden:execution': executionArn('one') } });
    give(one, 'tw-two-2');
    expect(await sweepIn(one)).toEqual({ ...kept, kept: 3 });
    expect(one.iam.roles()).toHaveLength(3);
  });

  test.each(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'])('takes away the role of an execution that has %s', async (status) => {
    const one = opened();
    one.executions.set(executionArn('one'), status);
    give(one, 'tw-one');
    expect(await sweepIn(one)).toEqual(removed('tw-one'));
    expect(one.iam.roles()).toEqual([]);
  });

  test('takes away the role of an execution that does not exist', async () => {
    const one = opened();
    give(one, 'tw-one');
    expect(await sweepIn(one)).toEqual(removed('tw-one'));
  });

  test('takes away a role after its deadline, whatever its execution does, and names it as overdue', async () => {
    const one = opened();
    one.executions.set(executionArn('one'), 'RUNNING');
    give(one, 'tw-one', { tags: { 'trailwarden:deadline': '2026-01-01T12:00:00Z' } });
    expect(await sweepIn(one)).toEqual(removed('tw-one', ['tw-one']));
  });

  test('believes no tag that promises a longer life than there is', async () => {
    const one = opened();
    one.executions.set(executionArn('one'), 'RUNNING');
    give(one, 'tw-one', { tags: { 'trailwarden:deadline': '2036-01-01T00:00:00Z' }, created: one.time.now() - 62 * MINUTE });
    expect(await sweepIn(one)).toEqual(removed('tw-one', ['tw-one']));
  });

  const strange: readonly (readonly [string, Partial<FakeRole>])[] = [
    ['without tags', { tags: { 'trailwarden:execution': '', 'trailwarden:deadline': '' } }],
    ['of an execution of another name', { tags: { 'trailwarden:execution': executionArn('two') } }],
    ['of another machine', { tags: { 'trailwarden:execution': executionArn('one').replace('investigations', 'other') } }],
    ['whose tag is no ARN', { tags: { 'trailwarden:execution': '*' } }],
    ['without its boundary', { boundaryArn: undefined }],
    ['within another boundary', { boundaryArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
    ['deeper under the path', { path: '/trailwarden/example/deeper/' }],
  ];
  test.each(strange)('takes away a role %s', async (_, role) => {
    const one = opened();
    one.executions.set(executionArn('one'), 'RUNNING').set(executionArn('two'), 'RUNNING');
    give(one, 'tw-one', role);
    expect(await sweepIn(one)).toEqual(removed('tw-one'));
    expect(one.iam.roles()).toEqual([]);
  });

  test('takes away a role that is not even named as ours', async () => {
    const one = opened();
    one.iam.byHand('Anything', () => foreignRole('Anything', { attached: new Set(['arn:aws:iam::aws:policy/AdministratorAccess']) }));
    expect(await sweepIn(one)).toEqual(removed('Anything'));
  });

  test('leaves what is not under its path', async () => {
    const one = opened({ iam: { scope: '/' } });
    for (const path of ['/', '/trailwarden/', '/trailwarden/other/', '/trailwarden/example-2/']) {
      one.iam.byHand(`tw-${path.length}`, () => foreignRole(`tw-${path.length}`, { path }));
    }
    expect(await sweepIn(one)).toEqual({ ...kept, kept: 0 });
    expect(one.iam.roles()).toHaveLength(4);
  });

  test('is not kept from the others by one that cannot be deleted', async () => {
    const one = opened();
    for (const name of ['tw-one', 'tw-two', 'tw-three', 'tw-four', 'tw-five']) give(one, name);
    one.iam.fail({ operation: 'DeleteRole', error: iamErrors.denied(), when: 'before', times: 6 });
    const begun = one.time.now();
    const swept = await sweepIn(one);
    expect([...swept.removed, ...swept.remaining].toSorted()).toEqual(['tw-five', 'tw-four', 'tw-one', 'tw-three', 'tw-two']);
    expect(one.iam.roles().map(({ name }) => name)).toEqual(swept.remaining);
    expect(one.time.now() - begun).toBeLessThanOrEqual(MINUTE);
  });

  test('takes nothing from a running investigation while Step Functions does not answer, but ends it at the deadline', async () => {
    const one = opened();
    give(one, 'tw-one');
    one.states.failure = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
    expect(await sweepIn(one)).toEqual(kept);
    await one.time.quiet(12 * MINUTE);
    expect(await sweepIn(one)).toEqual(removed('tw-one', ['tw-one']));
  });

  test('leaves to the next sweep what IAM lists and does not show, but never longer than the longest life', async () => {
    const one = opened();
    give(one, 'tw-one');
    one.iam.fail({ operation: 'GetRole', error: iamErrors.missing(), when: 'before', times: 2 });
    expect(await sweepIn(one)).toEqual(kept);
    await one.time.quiet(57 * MINUTE);
    expect(await sweepIn(one)).toEqual(removed('tw-one', ['tw-one']));
  });

  test('stops the queries of what it takes away', async () => {
    const one = opened();
    give(one, 'tw-one');
    const query = one.athena.add('left', { output: 's3://example-folder/investigations/one/results/', ends: Number.POSITIVE_INFINITY });
    await sweepIn(one);
    expect(query.state).toBe('CANCELLED');
  });
});
