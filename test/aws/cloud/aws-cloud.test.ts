import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  type HistoryEventType,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { clock } from '../../../lib/aws/clock.ts';
import { awsCloud } from '../../../lib/aws/cloud/aws-cloud.ts';
import type { Cloud } from '../../../lib/cli/cloud.ts';
import { awsError, EXECUTION_ARN, fakeStacks, ID, OUTPUTS, WHERE } from './deployment.ts';

/** The command line's own view of it: the two are held together by this line, since neither may import the other. */
const cloud: Cloud = awsCloud;

const [sfn, iam, sts] = [mockClient(SFNClient), mockClient(IAMClient), mockClient(STSClient)];
beforeEach(() => {
  for (const client of [sfn, iam, sts]) client.reset();
  fakeStacks({ Trailwarden: OUTPUTS, Other: { BucketName: 'x' } });
});
afterEach(() => vi.restoreAllMocks());

describe('a deployment', () => {
  test('is found by the outputs of its stack', async () => {
    sts.on(GetCallerIdentityCommand).resolves({ Arn: 'arn:aws:iam::111122223333:user/on-call', Account: '111122223333' });
    const deployed = await cloud.deployment(WHERE);
    expect(deployed.region).toBe('eu-west-1');
    expect(await deployed.caller()).toBe('arn:aws:iam::111122223333:user/on-call');
    expect(deployed.pageOf(ID)).toBe(
      `https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/${EXECUTION_ARN}`,
    );
  });

  test('that is not there is an error of the one who asked, and names where it was looked for', async () => {
    const missing = cloud.deployment({ ...WHERE, stack: 'Nowhere' });
    await expect(missing).rejects.toThrow(/^no stack 'Nowhere' in eu-west-1 of this account; give --region and --stack/);
    await expect(missing).rejects.toMatchObject({ name: 'InputError' });
    await expect(cloud.deployment({ ...WHERE, stack: 'Other' })).rejects.toThrow(
      /has no output MachineArn, InvestigationsBucket, .*not one of trailwarden/,
    );
  });
});

describe('executions', () => {
  test('are started, stopped and described by their names', async () => {
    sfn.on(StartExecutionCommand).resolves({});
    sfn.on(StopExecutionCommand).resolves({});
    const cause = JSON.stringify({ errorType: 'RoleNotReady', errorMessage: 'no\nmore', trace: ['at x'] });
    sfn.on(DescribeExecutionCommand).resolves({
      ...{ status: 'FAILED', startDate: new Date('2026-11-24T12:00:00.7Z'), stopDate: new Date('2026-11-24T12:05:00Z') },
      ...{ error: 'RoleNotReady', cause },
    });
    const deployed = await cloud.deployment(WHERE);
    await deployed.start(ID, '{}');
    await deployed.stop(ID, 'x'.repeat(2000));
    expect(await deployed.execution(ID)).toEqual({
      ...{ id: ID, status: 'failed', started: '2026-11-24T12:00:00Z', ended: '2026-11-24T12:05:00Z', failure: 'RoleNotReady: no' },
    });
    expect(sfn.calls().map(({ args: [{ input }] }) => input)).toEqual([
      { stateMachineArn: OUTPUTS.MachineArn, name: ID, input: '{}' },
      { executionArn: EXECUTION_ARN, error: 'Stopped', cause: 'x'.repeat(1000) },
      { executionArn: EXECUTION_ARN },
    ]);
  });

  test('that do not exist are undefined', async () => {
    sfn.on(DescribeExecutionCommand).rejects(awsError('ExecutionDoesNotExist', 'Execution Does Not Exist'));
    expect(await (await cloud.deployment(WHERE)).execution(ID)).toBeUndefined();
  });

  test('are listed over as many pages as it takes, and no further', async () => {
    const page = (from: number) => Array.from({ length: 100 }, (_, at) => execution(from + at));
    const execution = (number: number) => {
      const arns = { executionArn: 'arn', stateMachineArn: OUTPUTS.MachineArn };
      return { ...arns, name: `e-${number}`, status: 'SUCCEEDED' as const, startDate: new Date(0) };
    };
    sfn.on(ListExecutionsCommand).resolves({ executions: page(200), nextToken: 'never' });
    sfn.on(ListExecutionsCommand, { nextToken: 'b' }).resolves({ executions: page(100), nextToken: 'c' });
    sfn.on(ListExecutionsCommand, { nextToken: undefined, statusFilter: 'TIMED_OUT' }).resolves({ executions: page(0), nextToken: 'b' });
    const listed = await (await cloud.deployment(WHERE)).executions({ most: 150, status: 'timed-out' });
    expect(listed.map(({ id }) => id)).toEqual(Array.from({ length: 150 }, (_, at) => `e-${at}`));
    expect(sfn.calls()).toHaveLength(2);
  });
});

describe('the history of an execution', () => {
  const at = (id: number) => ({ id, previousEventId: id - 1, timestamp: new Date(`2026-11-24T12:00:${String(id).padStart(2, '0')}.500Z`) });
  const entered = (id: number, name: string, type: HistoryEventType = 'TaskStateEntered') => ({
    ...at(id),
    type,
    stateEnteredEventDetails: { name, input: '{}' },
  });
  const left = (id: number, name: string, type: HistoryEventType = 'TaskStateExited') => ({
    ...at(id),
    type,
    stateExitedEventDetails: { name, output: '{}' },
  });
  const events: readonly HistoryEvent[] = [
    { ...at(1), type: 'ExecutionStarted', executionStartedEventDetails: { input: '{}', roleArn: 'arn' } },
    entered(2, 'Collect'),
    { ...at(3), type: 'LambdaFunctionScheduled', lambdaFunctionScheduledEventDetails: { resource: 'arn', input: '{}' } },
    { ...at(4), type: 'LambdaFunctionStarted' },
    {
      ...at(5),
      type: 'LambdaFunctionFailed',
      lambdaFunctionFailedEventDetails: { error: 'StillRunning', cause: '{"errorMessage":"goes on","trace":[]}' },
    },
    { ...at(6), type: 'LambdaFunctionSucceeded', lambdaFunctionSucceededEventDetails: { output: '{}' } },
    left(7, 'Collect'),
    entered(8, 'Run', 'MapStateEntered'),
    { ...at(9), type: 'MapStateStarted', mapStateStartedEventDetails: { length: 2 } },
    { ...at(10), type: 'MapIterationStarted', mapIterationStartedEventDetails: { name: 'Run', index: 0 } },
    entered(11, 'RunRunbook'),
    { ...at(12), type: 'LambdaFunctionTimedOut', lambdaFunctionTimedOutEventDetails: { error: 'States.Timeout' } },
    left(13, 'RunRunbook'),
    { ...at(14), type: 'MapIterationSucceeded', mapIterationSucceededEventDetails: { name: 'Run', index: 0 } },
    { ...at(15), type: 'MapStateSucceeded' },
    left(16, 'Run', 'MapStateExited'),
  ];

  test('is told from all its pages as states, attempts and parts of a Map', async () => {
    sfn.on(GetExecutionHistoryCommand).resolves({ events: [...events.slice(0, 6)], nextToken: 'more' });
    sfn.on(GetExecutionHistoryCommand, { nextToken: 'more' }).resolves({ events: [...events.slice(6)] });
    const happenings = await (await cloud.deployment(WHERE)).happenings(ID);
    const second = (number: number) => `2026-11-24T12:00:${String(number).padStart(2, '0')}Z`;
    expect(happenings).toEqual([
      { at: second(2), kind: 'entered', state: 'Collect' },
      { at: second(5), kind: 'broke', error: 'StillRunning: goes on' },
      { at: second(6), kind: 'worked' },
      { at: second(7), kind: 'left', state: 'Collect' },
      { at: second(8), kind: 'entered', state: 'Run' },
      { at: second(9), kind: 'split', parts: 2 },
      { at: second(11), kind: 'entered', state: 'RunRunbook' },
      { at: second(12), kind: 'broke', error: 'States.Timeout' },
      { at: second(13), kind: 'left', state: 'RunRunbook' },
      { at: second(14), kind: 'part' },
      { at: second(16), kind: 'left', state: 'Run' },
    ]);
  });
});

test('roles are looked for under the path of the deployment, on every page', async () => {
  const role = (RoleName: string) => ({
    ...{ RoleName, RoleId: 'id', Path: OUTPUTS.RolePath, Arn: 'arn' },
    CreateDate: new Date('2026-11-24T12:00:00Z'),
  });
  iam.on(ListRolesCommand, { PathPrefix: OUTPUTS.RolePath }).resolves({ Roles: [role('tw-a')], IsTruncated: true, Marker: 'm' });
  iam.on(ListRolesCommand, { PathPrefix: OUTPUTS.RolePath, Marker: 'm' }).resolves({ Roles: [role('tw-b')], IsTruncated: false });
  expect(await (await cloud.deployment(WHERE)).roles()).toEqual([
    { name: 'tw-a', created: '2026-11-24T12:00:00Z' },
    { name: 'tw-b', created: '2026-11-24T12:00:00Z' },
  ]);
});

test('a pause ends with the signal', async () => {
  const stop = new AbortController();
  const slept: number[] = [];
  vi.spyOn(clock, 'sleep').mockImplementation(async (milliseconds) => {
    slept.push(milliseconds);
    if (slept.length === 3) stop.abort();
  });
  const { pause } = await cloud.deployment(WHERE);
  await pause(2600, stop.signal);
  expect(slept).toEqual([250, 250, 250]);
  await pause(600, new AbortController().signal);
  expect(slept.slice(3)).toEqual([250, 250, 100]);
});
