import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { parseAlarms } from '../../lib/core/alarm/parse.ts';
import { executionName } from '../../lib/core/intake/case-names.ts';

/** The incident that the README investigates. */
const EXAMPLE = 'examples/leaked-key';
export const EXAMPLE_ALARM = join(EXAMPLE, 'alarm.json');
export const EXAMPLE_LOGS = join(EXAMPLE, 'logs');

const Event = z.looseObject({ source: z.string(), 'detail-type': z.string(), detail: z.record(z.string(), z.unknown()) });
/** An event as EventBridge delivers it. */
export type Event = z.infer<typeof Event>;

/** The GuardDuty finding of the example. */
export const finding = (): Event => Event.parse(JSON.parse(readFileSync(EXAMPLE_ALARM, 'utf8')));

/** Another finding of the same kind, with an id of its own, and whatever else is given. */
export function anotherFinding(detail: Readonly<Record<string, unknown>> = {}): Event {
  const example = finding();
  return { ...example, detail: { ...example.detail, id: randomUUID().replaceAll('-', ''), ...detail } };
}

/** The execution that answers an event, and so the investigation's id. */
export function idOf(event: Event): string {
  const [alarm] = parseAlarms(event);
  if (alarm === undefined) throw new Error('the event is no alarm');
  return executionName(alarm);
}

/** A day with a log file that no plan of the example reads. */
export const UNPLANNED_DAY = '2020-01-01';

/** Where a trail delivers. */
interface Delivery {
  readonly bucket: string;
  readonly prefix: string;
}

const root = ({ prefix }: Delivery): string => (prefix === '' ? '' : `${prefix}/`);

/** Puts the log files of the example where CloudTrail would have delivered them. */
export async function deliverLogs(to: Delivery, config: S3ClientConfig): Promise<void> {
  const s3 = new S3Client(config);
  for (const file of globSync('**/*.json.gz', { cwd: EXAMPLE_LOGS })) {
    const Body = readFileSync(join(EXAMPLE_LOGS, file));
    await s3.send(new PutObjectCommand({ Bucket: to.bucket, Key: `${root(to)}${file}`, Body }));
  }
}

/** Delivers one more log file, with the records that are given and the time `at` in its name. */
export async function deliverRecords(
  records: readonly object[],
  at: Date,
  to: Delivery & { readonly config: S3ClientConfig },
): Promise<void> {
  const [day = '', time = ''] = at.toISOString().split('T');
  const stamp = `${day.replaceAll('-', '')}T${time.slice(0, 5).replace(':', '')}Z`;
  const folder = `${root(to)}AWSLogs/111122223333/CloudTrail/us-east-1/${day.replaceAll('-', '/')}`;
  const Key = `${folder}/111122223333_CloudTrail_us-east-1_${stamp}_${randomUUID().slice(0, 16)}.json.gz`;
  await new S3Client(to.config).send(
    new PutObjectCommand({ Bucket: to.bucket, Key, Body: gzipSync(JSON.stringify({ Records: records })) }),
  );
}

/** A call that CloudTrail tells EventBridge of, made a moment ago. It is in no log file yet. */
export function freshCall(): Event {
  const eventTime = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const detail = {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAQ3EGR7KWH2EXAMPLE',
      arn: 'arn:aws:iam::111122223333:user/ci-release',
      accountId: '111122223333',
      accessKeyId: 'AKIAQ3EGR7KWHEXAMPLE',
      userName: 'ci-release',
    },
    eventTime,
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: 'StopLogging',
    awsRegion: 'us-east-1',
    sourceIPAddress: '198.51.100.77',
    userAgent: 'aws-cli/2.17.1',
    requestParameters: { name: 'main' },
    responseElements: null,
    requestID: randomUUID(),
    eventID: randomUUID(),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
  };
  return { source: 'aws.cloudtrail', 'detail-type': 'AWS API Call via CloudTrail', detail };
}
