// Puts a stack that is deployed in a real account through what holds anywhere: a request, a sample, a stopped investigation.
// `npm run live -- --stack NAME --yes`. Not run where it was written, for want of an account: its types are checked, and its suite is the
// one that runs on the emulated AWS. Never part of a build: it costs money and needs credentials.
import { parseArgs } from 'node:util';
import { callerOf } from '../../lib/aws/cloud/caller.ts';
import { clientsFor } from '../../lib/aws/cloud/clients.ts';
import { deployedOutputs } from '../../lib/aws/cloud/stack.ts';
import { messageOf } from '../../lib/core/errors.ts';
import { HOUR, timestamp } from '../../lib/core/time.ts';
import { runNode } from '../e2e/run-node.ts';

const USAGE = `npm run live -- --stack NAME [--region REGION] [--profile PROFILE] --yes

Starts three small investigations of this stack's own trail and looks at nothing else:
  a request over one hour of logs, a finding that is marked as a sample, and one that is stopped.
What they leave are their folders, which the stack deletes in its time; subscribers are told of each.

Cost: two passes over an hour of logs and some 20 queries of 10 MB at least each: about 0.002 dollars,
and 0.005 dollars more for each gigabyte that the hour has.

Needs cloudformation:DescribeStacks, states:StartExecution, states:DescribeExecution, states:StopExecution, iam:ListRoles,
s3:GetObject and s3:ListBucket on the bucket of investigations, and the right to its key.
`;

const { values } = parseArgs({
  options: {
    stack: { type: 'string' },
    region: { type: 'string' },
    profile: { type: 'string' },
    yes: { type: 'boolean', default: false },
  },
});

process.exitCode = await run().catch((thrown: unknown) => {
  process.stderr.write(`${messageOf(thrown)}\n`);
  return 2;
});

async function run(): Promise<number> {
  const { stack, region, profile, yes } = values;
  if (stack === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const clients = clientsFor({ region, profile });
  const { account, arn } = await callerOf(clients.sts);
  const outputs = await deployedOutputs(stack, clients.cloudformation);
  process.stderr.write(`stack ${stack} of account ${account}, as ${arn}\nmachine ${outputs.MachineArn}\n`);
  if (!yes) {
    process.stderr.write(`\n${USAGE}\nnothing was started: say --yes to go on\n`);
    return 2;
  }
  process.env.TRAILWARDEN_LIVE = JSON.stringify({ ...placeOf(outputs), profile });
  return runNode('node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.e2e.config.ts', 'test/e2e/live.e2e.ts');
}

/** The hour before the last: CloudTrail has delivered it, and nobody waits for it. */
function placeOf({ MachineArn, InvestigationsBucket, RolePath }: Awaited<ReturnType<typeof deployedOutputs>>) {
  const now = Date.now();
  return {
    region: MachineArn.split(':')[3],
    machineArn: MachineArn,
    bucket: InvestigationsBucket,
    rolePath: RolePath,
    name: `live-${timestamp(now).replaceAll(/[-:]/g, '').toLowerCase()}`,
    window: { from: timestamp(now - 2 * HOUR), to: timestamp(now - HOUR) },
  };
}
