import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { HOUR, timestamp } from '../../lib/core/time.ts';
import { investigationContract } from './investigation-contract.ts';
import { worldAt } from './world.ts';

const { stack, id } = z.object({ stack: z.string(), id: z.string() }).parse(JSON.parse(process.env.TRAILWARDEN_LIVE ?? ''));

/** A deployment by the outputs of its stack. */
async function deployed() {
  const { Stacks = [] } = await new CloudFormationClient().send(new DescribeStacksCommand({ StackName: stack }));
  const outputs = new Map((Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  const output = (name: string) => z.string({ error: `the stack '${stack}' has no output ${name}` }).parse(outputs.get(name));
  return worldAt({ machineArn: output('MachineArn'), bucket: output('InvestigationsBucket'), rolePath: output('RolePath') });
}

describe('on AWS, an investigation of one hour', () => {
  investigationContract(async () => {
    const world = await deployed();
    // The hour before the last one: its logs have been delivered.
    const window = { from: timestamp(Date.now() - 2 * HOUR), to: timestamp(Date.now() - HOUR) };
    await world.start(id, { request: { runbooks: ['logging-tampering'], ...window, reason: 'npm run live' }, startedBy: 'npm run live' });
    await world.ended(id, 1_500);
    return { world, id };
  });

  it('leaves no role of any investigation that is over', async () => {
    expect((await (await deployed()).roles()).filter((name) => name === `tw-${id}`)).toEqual([]);
  });
});
