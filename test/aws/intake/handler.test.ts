import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import './quiet.ts';
import { call, finding } from './events.ts';
import { smallIntake } from './small-intake.ts';

const audit = { name: 'weekly', schedule: 'rate(7 days)', runbooks: ['a-runbook'] };

/** The handler as Lambda has it: a bundle's folder and the environment of the stack. */
async function deployed() {
  const made = smallIntake();
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  writeFileSync(join(folder, 'catalogue.json'), JSON.stringify([...made.intake.catalogue.values()]));
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ audits: [audit] }));
  const { deployment, machineArn, queueUrl, deadLetterUrl, ownRoles } = made.intake;
  const environment = {
    ...{ LAMBDA_TASK_ROOT: folder, AWS_REGION: 'eu-west-1', MACHINE_ARN: machineArn, QUEUE_URL: queueUrl, DEAD_LETTER_URL: deadLetterUrl },
    ...{ DEPLOYMENT: JSON.stringify(deployment), OWN_ROLES: JSON.stringify(ownRoles) },
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { handler } = await import('../../../lambdas/start.ts');
  return { ...made, handler, folder };
}

describe('the start function', () => {
  const cleanups: (() => void)[] = [];
  afterEach(() => {
    vi.unstubAllEnvs();
    for (const cleanup of cleanups.splice(0)) cleanup();
  });

  it('starts alarms of a batch, audits and the canary, and nothing else', async () => {
    const { handler, names, restore, folder } = await deployed();
    cleanups.push(restore, () => rmSync(folder, { recursive: true }));
    const record = (body: unknown, number: number) => ({
      messageId: `${number}`,
      receiptHandle: `${number}`,
      body: JSON.stringify(body),
      eventSource: 'aws:sqs',
    });
    expect(await handler({ Records: [finding(), call()].map(record) })).toEqual({ batchItemFailures: [] });
    await handler({ audit: 'weekly', at: '2026-06-01T03:00:00Z' });
    await handler({ audit: 'weekly', at: '2026-06-01T03:00:00Z' });
    await handler({ canary: true });
    await expect(handler({ audit: 'gone' })).rejects.toThrow(/no audit 'gone'/);
    await expect(handler({ canary: false })).rejects.toThrow();
    expect(names().map((name) => name.replace(/[0-9a-f]{12}$/, ''))).toEqual([
      '20260601t025100z-',
      '20260601t025000z-',
      'audit-20260601t030000z-',
      'canary-20260601t030000z-',
    ]);
  });
});
