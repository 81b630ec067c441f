import { SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { inspect } from '../lib/aws/inspect.ts';
import { deployment, lambda, settings } from '../lib/aws/lambda.ts';
import { count, log } from '../lib/aws/telemetry.ts';

/** Looks whether those who have to be told can be told. */
export const handler = lambda(z.unknown(), async () => {
  const audiences = await inspect({ sns: new SNSClient(), topics: deployment().topics, notify: settings().notify });
  for (const { topic, pending, missing } of audiences) {
    if (pending > 0) log.warn('subscriptions wait for their confirmation', { topic, count: pending });
    if (missing > 0) log.warn('subscriptions that settings ask for are gone', { topic, count: missing });
  }
  const pending = audiences.reduce((sum, audience) => sum + audience.pending, 0);
  const missing = audiences.reduce((sum, audience) => sum + audience.missing, 0);
  if (pending > 0) count('PendingSubscriptions', pending);
  if (missing > 0) count('MissingSubscriptions', missing);
  return { confirmed: audiences.reduce((sum, audience) => sum + audience.confirmed, 0), pending, missing };
});
