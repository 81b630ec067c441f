import { AthenaClient, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { DescribeStateMachineCommand, SFNClient, StopExecutionCommand, UpdateStateMachineCommand } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

/** Ends that the state machine itself does not see: the access goes all the same, and people hear of it. */
export function endedEarly(stage: () => Stage): void {
  let sfn: SFNClient;
  beforeAll(() => {
    sfn = new SFNClient(stage().system.admin);
  });
  const arnOf = (name: string) => `${stage().world.machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  /** A small investigation whose one pass takes long; resolves when its role exists. */
  const slowly = async (name: string): Promise<void> => {
    const { system, world, request } = stage();
    system.athena.faults.add({ kind: 'slow', sql: 'UNLOAD', milliseconds: 60_000 });
    await request(name);
    await until('the query', () =>
      [...system.athena.executions.values()].some(({ sql, state }) => sql.includes(`investigations/${name}/`) && state === 'RUNNING')
        ? true
        : undefined,
    );
    expect(await world.roles()).toEqual([`tw-${name}`]);
  };
  /** Gives a role what somebody with the right to do so could give it by hand. */
  const tamperWith = async (RoleName: string): Promise<void> => {
    const iam = new IAMClient(stage().system.admin);
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: stage().system.outputs.ReaderPolicyArn }));
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: RoleName }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: RoleName, RoleName }));
  };
  const takenAway = () => until('no role', async () => ((await stage().world.roles()).length === 0 ? true : undefined));
  /** Whether what ran under the role was stopped too. */
  const stopped = (name: string) => until('the end of the query', () => (queryOf(name)?.state === 'CANCELLED' ? true : undefined));
  const queryOf = (name: string) =>
    [...stage().system.athena.executions.values()].find(({ sql }) => sql.includes(`investigations/${name}/`));

  describe('when an execution ends from outside', () => {
    it('an abort stops the query, takes the role with all that was added to it, and is published', async () => {
      const { world, mail } = stage();
      await slowly('aborted');
      await tamperWith('tw-aborted');
      await sfn.send(new StopExecutionCommand({ executionArn: arnOf('aborted'), cause: 'somebody stopped it' }));
      expect((await world.ended('aborted')).status).toBe('ABORTED');
      await takenAway();
      await stopped('aborted');
      expect((await mail('email', 'aborted')).attributes.status).toBe('incomplete');
      await until('a whole folder', async () => ((await world.files('aborted')).includes('manifest.json') ? true : undefined));
      expect((await world.report('aborted')).access.receipt.gone).toBe(true);
    });

    it('an abort while the role is made leads whoever makes it to take it back', async () => {
      const { system, request } = stage();
      const byGrant = (action: string, name: string) =>
        system.proxy.judge.decisions.find(
          (one) => one.session === system.functions.grant && one.action === action && one.resource.includes(name),
        );
      system.proxy.faults.inject({ action: 'iam:CreateRole', kind: 'slow', milliseconds: 4000, times: 1 });
      await request('too-late');
      await until('the work on the role', () => byGrant('s3:GetObject', 'too-late'));
      await sfn.send(new StopExecutionCommand({ executionArn: arnOf('too-late') }));
      await until('its deletion', () => byGrant('iam:DeleteRole', 'tw-too-late'));
      await takenAway();
    });

    it("so does the machine's own time", async () => {
      const { world, mail } = stage();
      const { definition = '' } = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn: world.machineArn }));
      const hurried = JSON.stringify({ ...JSON.parse(definition), TimeoutSeconds: 5 });
      await sfn.send(new UpdateStateMachineCommand({ stateMachineArn: world.machineArn, definition: hurried }));
      try {
        await slowly('timed-out');
        expect((await world.ended('timed-out')).status).toBe('TIMED_OUT');
      } finally {
        await sfn.send(new UpdateStateMachineCommand({ stateMachineArn: world.machineArn, definition }));
      }
      await takenAway();
      await stopped('timed-out');
      expect((await mail('email', 'timed-out')).attributes.status).toBe('incomplete');
      expect((await world.report('timed-out')).investigation.status).toBe('incomplete');
    });
  });

  describe('the sweeper', () => {
    it('removes roles that nothing uses, whatever they carry, and stops their queries', async () => {
      const { system, world, call } = stage();
      const iam = new IAMClient(system.admin);
      const base = { Path: world.rolePath, AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [] }) };
      const tag = (Key: string, Value: string) => ({ Key: `trailwarden:${Key}`, Value });
      const execution = arnOf('aborted');
      const PermissionsBoundary = system.deployment.boundaryArn;
      const expired = {
        RoleName: 'tw-expired',
        PermissionsBoundary,
        Tags: [tag('execution', execution), tag('deadline', '2026-01-01T00:00:00Z')],
      };
      const over = {
        RoleName: 'tw-aborted',
        PermissionsBoundary,
        Tags: [tag('execution', execution), tag('deadline', '2999-01-01T00:00:00Z')],
      };
      for (const role of [expired, over, { RoleName: 'by-somebody' }]) await iam.send(new CreateRoleCommand({ ...base, ...role }));
      const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
      await iam.send(new PutRolePolicyCommand({ RoleName: 'by-somebody', PolicyName: 'more', PolicyDocument: JSON.stringify(everything) }));
      await tamperWith('by-somebody');
      const { place } = system.deployment;
      const athena = new AthenaClient({ ...system.admin, endpoint: system.athena.url });
      system.athena.faults.add({ kind: 'slow', sql: 'left over', milliseconds: 60_000 });
      const results = { OutputLocation: `s3://${place.folder.bucket}/investigations/aborted/results/` };
      const left = { QueryString: "SELECT 'left over'", WorkGroup: place.workgroup, ResultConfiguration: results };
      const { QueryExecutionId = '' } = await athena.send(new StartQueryExecutionCommand(left));
      expect(await call('sweep')).toMatchObject({ remaining: 0 });
      expect(system.athena.executions.get(QueryExecutionId)?.state).toBe('CANCELLED');
      expect(await world.roles()).toEqual([]);
    });

    it('leaves the role of an investigation that runs', async () => {
      const { world, call } = stage();
      await slowly('in-use');
      expect(await call('sweep')).toEqual({ removed: 0, remaining: 0 });
      expect(await world.roles()).toEqual(['tw-in-use']);
      await sfn.send(new StopExecutionCommand({ executionArn: arnOf('in-use') }));
      await takenAway();
    });
  });
}
