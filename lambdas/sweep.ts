import { AthenaClient } from '@aws-sdk/client-athena';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { iamClient } from '../lib/aws/iam/client.ts';
import { deployment, lambda, variable } from '../lib/aws/lambda.ts';
import { sweep } from '../lib/aws/sweep.ts';
import { count, log } from '../lib/aws/telemetry.ts';

/** Takes away every temporary role that nothing uses any more. */
export const handler = lambda(z.unknown(), async () => {
  const sweeping = { iam: iamClient(), athena: new AthenaClient(), sfn: new SFNClient(), deployment: deployment() };
  const { removed, overdue, remaining } = await sweep({ ...sweeping, machineArn: variable('MACHINE_ARN') });
  for (const role of removed) log.warn('a role that nothing used was removed', { role });
  for (const role of remaining) log.warn('a role that nothing uses could not be removed', { role });
  if (overdue.length > 0) count('OrphanRoles', overdue.length);
  return { removed: removed.length, remaining: remaining.length };
});
