import { REGION } from '../admin.ts';
import { arnOf, s3Arn } from './arn.ts';
import { type AwsRequest, textOf } from './aws-request.ts';
import type { Keys } from './keys.ts';
import type { Context, Question } from './question.ts';

/** Tells IAM that Athena asks, for a caller. Source: IAM User Guide, "AWS global condition context keys", aws:CalledVia. */
export const VIA_ATHENA: Context = {
  'aws:CalledVia': ['athena.amazonaws.com'],
  'aws:CalledViaFirst': 'athena.amazonaws.com',
  'aws:CalledViaLast': 'athena.amazonaws.com',
  'aws:ViaAWSService': 'true',
};

/** What services ask IAM on behalf of a caller before they do what they were asked: for the keys of what is encrypted, and for tables. */
export const onBehalf = (request: AwsRequest, keys: Keys): Question[] =>
  SERVICES[`${request.service}:${request.operation}`]?.(request, keys) ?? [];

const TO_SEND = ['kms:GenerateDataKey', 'kms:Decrypt'];

const SERVICES: Readonly<Record<string, (request: AwsRequest, keys: Keys) => Question[]>> = {
  'sns:Publish': (request, keys) => ofKey(keys.get(textOf(request, 'TopicArn')), 'sns', { actions: TO_SEND }),
  'sqs:SendMessage': (request, keys) => ofKey(keys.get(textOf(request, 'QueueUrl')), 'sqs', { actions: TO_SEND }),
  'athena:StartQueryExecution': (request) => tablesOf(request),
};

interface Wanted {
  readonly actions: readonly string[];
  readonly context?: Context;
}

const ofKey = (key: string | undefined, service: string, { actions, context }: Wanted): Question[] => {
  const via = { 'kms:ViaService': `${service}.${REGION}.amazonaws.com`, 'aws:ViaAWSService': 'true', ...context };
  return key === undefined ? [] : actions.map((action) => ({ action, resource: key, context: via }));
};

/** What S3 asks for an object's key: to read it, or to write it. With a Bucket Key the encryption context is the bucket. */
export function objectKeyQuestions({ action, resource, context }: Question, keys: Keys): Question[] {
  const wanted = OBJECT_KEYS[action];
  const [bucket = ''] = resource.replace(s3Arn(''), '').split('/', 1);
  const encryption = { ...context, 'kms:EncryptionContext:aws:s3:arn': s3Arn(bucket) };
  return wanted === undefined ? [] : ofKey(keys.get(bucket), 's3', { actions: [wanted], context: encryption });
}

const OBJECT_KEYS: Readonly<Record<string, string>> = { 's3:GetObject': 'kms:Decrypt', 's3:PutObject': 'kms:GenerateDataKey' };

/** Glue wants the right to a table and to all above it. Source: Athena User Guide, "Configure access to databases and tables". */
function tablesOf(request: AwsRequest): Question[] {
  const named = [...textOf(request, 'QueryString').matchAll(/"([^"]+)"\."([^"]+)"/g)];
  return named.flatMap(([, database = '', table = '']) => [
    ...['catalog', `database/${database}`].map((rest) => ({
      action: 'glue:GetDatabase',
      resource: arnOf('glue', rest),
      context: VIA_ATHENA,
    })),
    ...['catalog', `database/${database}`, `table/${database}/${table}`].map((rest) => ({
      action: 'glue:GetTable',
      resource: arnOf('glue', rest),
      context: VIA_ATHENA,
    })),
  ]);
}
