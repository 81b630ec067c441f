import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import type { Deployment } from '../../lib/aws/deployment.ts';
import type { Catalogue } from '../../lib/core/runbook/runbook.ts';
import { parseSettings, type Settings } from '../../lib/core/settings.ts';
import { exampleDeployment, machineArn } from '../aws/iam/cloud.ts';
import { catalogueWith, stepText } from '../core/example-runbook.ts';

/** A function: what it is given and what Lambda tells it. */
export type Handler = (input: unknown, context?: Context) => Promise<unknown>;

/** Two runbooks, the first of which leads to a second round. */
const catalogue = catalogueWith(
  {
    id: 'keys',
    front: [
      'parameters: [accessKeyId]',
      'triggers: { guardduty: ["*"] }',
      'next: [{ runbook: keys, parameters: { accessKeyId: new_key } }]',
    ],
    steps: [stepText('New keys', { mark: 'finding (high)' })],
  },
  { id: 'timeline', front: ['parameters: [accessKeyId]', 'triggers: { guardduty: ["*"] }'], steps: [stepText('Timeline')] },
);

/** The functions as most histories have them. */
export const functions = (): Promise<Readonly<Record<string, Handler>>> =>
  functionsOf({
    catalogue,
    settings: parseSettings({ trail: { accounts: ['111122223333'], regions: ['eu-west-1'] } }, 'test'),
    deployment: exampleDeployment,
  });

/** What lies beside the functions, and in their environment. */
interface Deployed {
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly deployment: Deployment;
}

/** Sets what the stack sets on its functions, and loads the real handlers, by their names. */
export async function functionsOf({ catalogue, settings, deployment }: Deployed): Promise<Readonly<Record<string, Handler>>> {
  const root = mkdtempSync(join(tmpdir(), 'trailwarden-functions-'));
  writeFileSync(join(root, 'catalogue.json'), JSON.stringify([...catalogue.values()]));
  writeFileSync(join(root, 'settings.json'), JSON.stringify(settings));
  Object.assign(process.env, {
    DEPLOYMENT: JSON.stringify(deployment),
    MACHINE_ARN: machineArn,
    LAMBDA_TASK_ROOT: root,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'function',
    AWS_SECRET_ACCESS_KEY: 'function',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  const handlers: Readonly<Record<string, { readonly handler: unknown }>> = {
    plan: await import('../../lambdas/plan.ts'),
    settle: await import('../../lambdas/settle.ts'),
    grant: await import('../../lambdas/grant.ts'),
    collect: await import('../../lambdas/collect.ts'),
    run: await import('../../lambdas/run.ts'),
    follow: await import('../../lambdas/follow.ts'),
    revoke: await import('../../lambdas/revoke.ts'),
    publish: await import('../../lambdas/publish.ts'),
    sweep: await import('../../lambdas/sweep.ts'),
  };
  return Object.fromEntries(Object.entries(handlers).map(([name, { handler }]) => [name, handlerOf(name, handler)]));
}

function handlerOf(name: string, handler: unknown): Handler {
  if (typeof handler !== 'function') throw new Error(`lambdas/${name}.ts exports no handler`);
  return (input, context) => handler(input, context);
}
