// The end-to-end suite's main story against a stack in a real account. It was type-checked and never run: there was no account at hand.
// It starts one investigation of its own (one hour of logs, a few cents at most), reads what that left, and touches nothing else.
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

const { values } = parseArgs({
  options: { stack: { type: 'string' }, yes: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
});

const USAGE = `Usage: npm run live -- --stack NAME --yes

Investigates one hour of this account's logs through the deployed stack NAME, and holds what comes of it to the same contract
as the end-to-end test. Credentials and Region come from the environment. The caller needs the stack's policy for readers,
states:StartExecution, iam:ListRoles, and to be among access.custodians in the settings, since it reads the whole folder.
It costs what one small investigation costs: docs/cost.md.
`;

if (values.help || values.stack === undefined || !values.yes) {
  process.stderr.write(USAGE);
  process.exitCode = values.help ? 0 : 2;
} else {
  const at = new Date()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
    .toLowerCase();
  process.env.TRAILWARDEN_LIVE = JSON.stringify({ stack: values.stack, id: `live-${at}-${randomBytes(3).toString('hex')}` });
  const run = await startVitest('test', [], {
    config: false,
    include: ['test/e2e/on-aws.ts'],
    watch: false,
    testTimeout: 60_000,
    hookTimeout: 1_800_000,
  });
  await run.close();
}
