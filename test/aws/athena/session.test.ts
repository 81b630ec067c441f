import { AthenaClient, GetWorkGroupCommand } from '@aws-sdk/client-athena';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { clock } from '../../../lib/aws/clock.ts';
import { assumeRole, whenReady } from '../../../lib/aws/session.ts';

const stsCalls = mockClient(STSClient);
const athenaCalls = mockClient(AthenaClient);
const sts = new STSClient({ region: 'eu-west-1' });
const roleArn = 'arn:aws:iam::111122223333:role/trailwarden/stack/tw-case-1';
const probing = { sts, roleArn, id: 'case-1', workgroup: 'trailwarden', athenaWith: () => new AthenaClient({ region: 'eu-west-1' }) };
const Credentials = { AccessKeyId: 'ASIA', SecretAccessKey: 'secret', SessionToken: 'token', Expiration: new Date(0) };
const credentials = { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token', expiration: new Date(0) };
const denied = (name = 'AccessDenied') => Object.assign(new Error('not authorized'), { name });

let pauses: number[];
beforeEach(() => {
  stsCalls.reset();
  athenaCalls.reset();
  pauses = [];
  let now = 1_000_000;
  const spies = [
    vi.spyOn(clock, 'now').mockImplementation(() => now),
    vi.spyOn(clock, 'sleep').mockImplementation(async (milliseconds) => {
      pauses.push(milliseconds);
      now += milliseconds;
    }),
  ];
  onTestFinished(() => spies.forEach((spy) => void spy.mockRestore()));
});

test('a session lives 15 minutes under the investigation’s id', async () => {
  stsCalls.on(AssumeRoleCommand).resolves({ Credentials });
  expect(await assumeRole({ sts, roleArn, id: 'case-1' })).toEqual(credentials);
  expect(stsCalls.commandCalls(AssumeRoleCommand)[0]?.args[0].input).toEqual({
    RoleArn: roleArn,
    RoleSessionName: 'case-1',
    SourceIdentity: 'case-1',
    DurationSeconds: 900,
  });
});

describe('a role is ready', () => {
  test('once it can be assumed and its policy has arrived, whichever comes last', async () => {
    stsCalls.on(AssumeRoleCommand).rejectsOnce(denied()).rejectsOnce(denied()).resolves({ Credentials });
    athenaCalls.on(GetWorkGroupCommand).rejectsOnce(denied('AccessDeniedException')).resolves({});
    expect(await whenReady(probing)).toEqual(credentials);
    expect(stsCalls.commandCalls(AssumeRoleCommand)).toHaveLength(3);
    expect(athenaCalls.commandCalls(GetWorkGroupCommand)).toHaveLength(2);
    expect(pauses).toHaveLength(3);
  });
  test('not after 120 seconds of refusals, with pauses that grow', async () => {
    stsCalls.on(AssumeRoleCommand).rejects(denied());
    await expect(whenReady(probing)).rejects.toMatchObject({
      name: 'RoleNotReady',
      message: `'${roleArn}' cannot be used 120 seconds after the first attempt: not authorized`,
    });
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeCloseTo(120_000);
    expect(pauses.length).toBeLessThan(25);
    expect(pauses.every((pause, at) => pause <= Math.min(1000 * 2 ** at, 15_000))).toBe(true);
    expect(Math.max(...pauses)).toBeGreaterThan(7000);
  });
  test('never where something else is wrong, and that is said at once', async () => {
    stsCalls.on(AssumeRoleCommand).rejects(Object.assign(new Error('no such region'), { name: 'ValidationError' }));
    await expect(whenReady(probing)).rejects.toThrow('no such region');
    expect(pauses).toEqual([]);
  });
});
