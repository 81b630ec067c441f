import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { s3Client } from '../lib/aws/folders.ts';
import { startBatch, startScheduled } from '../lib/aws/intake/start.ts';
import { catalogue, deployment, lambda, settings, variable } from '../lib/aws/lambda.ts';
import { Scheduled } from '../lib/core/intake/scheduled.ts';

const Batch = z.object({ Records: z.array(z.object({ messageId: z.string(), receiptHandle: z.string(), body: z.string() })) });

const clients = { sfn: new SFNClient(), sqs: new SQSClient(), sns: new SNSClient(), s3: s3Client() };
const recent = new Map<string, number>();

/** Turns alarms of the intake queue, and what schedules ask for, into executions of the state machine. */
export const handler = lambda(z.union([Batch, Scheduled]), async (input) => {
  const urls = { machineArn: variable('MACHINE_ARN'), queueUrl: variable('QUEUE_URL'), deadLetterUrl: variable('DEAD_LETTER_URL') };
  const ownRoles = z.array(z.string()).parse(JSON.parse(variable('OWN_ROLES')));
  const intake = { ...clients, ...urls, ownRoles, recent, deployment: deployment(), settings: settings(), catalogue: catalogue() };
  return 'Records' in input ? startBatch(input.Records, intake) : startScheduled(input, intake);
});
