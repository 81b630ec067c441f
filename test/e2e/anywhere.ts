import { SFNClient, type SFNClientConfig, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { finding } from './incident.ts';
import { investigationContract } from './investigation-contract.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

/** A deployment with logs to look at, and names that nobody has used in it. */
export interface Place {
  readonly world: World;
  readonly config: SFNClientConfig;
  /** What begins the names of all investigations that are started here. */
  readonly name: string;
  /** A window for which there are logs. */
  readonly window: { readonly from: string; readonly to: string };
  /** How long an investigation may take. */
  readonly seconds: number;
}

/** What holds on the emulated AWS and on a real one, with nothing but the deployment itself. */
export function anywhere(place: () => Place): void {
  const request = () => ({ runbooks: ['logging-tampering'], ...place().window, reason: 'A test of the deployment' });
  const startedBy = 'the test of the deployment';

  describe('a request', () => {
    investigationContract(async () => {
      const { world, name, seconds } = place();
      await world.start(`${name}-request`, { request: request(), startedBy });
      await world.ended(`${name}-request`, seconds);
      return { world, id: `${name}-request` };
    });
  });

  it('a finding that GuardDuty made up opens no access', async () => {
    const { world, name, seconds } = place();
    const example = finding();
    const alarm = { ...example, detail: { ...example.detail, title: '[SAMPLE] a test of the deployment' } };
    await world.start(`${name}-sample`, { alarm, startedBy });
    expect((await world.ended(`${name}-sample`, seconds)).status).toBe('SUCCEEDED');
    expect(await world.files(`${name}-sample`)).not.toContain('grant.json');
  });

  it('an investigation that is stopped loses its access, and is published', async () => {
    const { world, name, seconds, config } = place();
    const id = `${name}-stopped`;
    await world.start(id, { request: request(), startedBy });
    await until('the role', async () => ((await world.roles()).includes(`tw-${id}`) ? true : undefined), seconds);
    const executionArn = `${world.machineArn.replace(':stateMachine:', ':execution:')}:${id}`;
    await new SFNClient(config).send(new StopExecutionCommand({ executionArn, cause: 'a test of the deployment' }));
    await until('no role', async () => ((await world.roles()).includes(`tw-${id}`) ? undefined : true), seconds);
    await until('the report', async () => ((await world.files(id)).includes('manifest.json') ? true : undefined), seconds);
    expect((await world.report(id)).investigation.status).toBe('incomplete');
  });
}
