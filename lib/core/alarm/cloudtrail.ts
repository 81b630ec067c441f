import * as z from 'zod';
import type { Alarm } from '../alarm.ts';
import { InputError } from '../errors.ts';
import { SERVICES } from './cloudtrail-services.ts';
import { CLOUDTRAIL } from './cloudtrail-sources.ts';
import { type Delivery, type Kind, text } from './delivery.ts';
import { alarmFrom } from './draft.ts';
import { candidatesAt, valuesAt } from './source.ts';
import { span, timeOf } from './span.ts';

const TrailRecord = z.looseObject({
  eventVersion: text,
  eventID: text,
  eventSource: z.string(),
  eventName: z.string(),
  eventTime: text,
  awsRegion: text,
  recipientAccountId: text,
  sourceIPAddress: text,
  errorCode: text,
  errorMessage: text,
});
type TrailRecord = z.infer<typeof TrailRecord>;

/** The documentation writes `Signin`, EventBridge sends `Sign In`. */
const DETAIL_TYPES: readonly unknown[] = [
  'AWS API Call via CloudTrail',
  'AWS Console Sign In via CloudTrail',
  'AWS Console Signin via CloudTrail',
  'AWS Service Event via CloudTrail',
  'AWS Console Action via CloudTrail',
];

/** A rate of calls: CloudTrail User Guide, "CloudTrail record contents for Insights events". */
const INSIGHT = 'AwsCloudTrailInsight';

/** Calls, sign-ins and service events, as EventBridge events or as records out of a log file. */
export const cloudtrail: Kind = {
  accepts: 'CloudTrail events (API call, console sign-in, service event, or a record of a log file)',
  read,
};

function read(delivery: Delivery): Alarm[] | undefined {
  const { detail, detailType } = delivery;
  const isEvent = DETAIL_TYPES.includes(detailType);
  const isRecord = detailType === undefined && 'eventVersion' in detail && 'eventID' in detail;
  if (!isEvent && !isRecord) return undefined;
  if (detail.eventType === INSIGHT) throw new InputError('this is a CloudTrail Insights event, a rate; pass the event of one call');
  const parsed = TrailRecord.safeParse(detail);
  if (parsed.success) return [alarmOf(parsed.data, delivery)];
  const wrong = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new InputError(`this CloudTrail event lacks ${wrong}; pass the event as CloudTrail wrote it`);
}

/** Instead of an address, where the caller is a service of AWS: CloudTrail User Guide, "Record contents". */
const AWS_ITSELF = /^(AWS Internal|[a-z0-9.-]+\.amazonaws\.com)$/;

function alarmOf(record: TrailRecord, { account, region, time }: Delivery): Alarm {
  const type = `${record.eventSource}:${record.eventName}`;
  const activity = span(record.eventTime) ?? span(time);
  if (activity === undefined) throw new InputError('this CloudTrail event has no eventTime that is a time');
  const who = valuesAt(record, 'userIdentity.arn | userIdentity.userName | userIdentity.invokedBy | userIdentity.type')[0];
  return alarmFrom({
    kind: 'cloudtrail',
    type,
    id: record.eventID ?? `${type}@${activity.from}`,
    title: `${record.eventName} by ${typeof who === 'string' ? who : 'an unknown caller'}`,
    severity: failed(record) ? 'low' : 'medium',
    activity,
    time: timeOf(record.eventTime) ?? activity.from,
    candidates: [
      ['accountId', record.recipientAccountId ?? account ?? valuesAt(record, 'userIdentity.accountId')[0]],
      ['region', record.awsRegion ?? region],
      ['sourceIp', AWS_ITSELF.test(record.sourceIPAddress ?? '') ? undefined : record.sourceIPAddress],
      ...candidatesAt(record, CLOUDTRAIL),
      ...SERVICES.flatMap(([calls, sources]) => (calls.test(type) ? candidatesAt(record, sources) : [])),
    ],
  });
}

/** A failed sign-in has no error code, only a message or an outcome: CloudTrail User Guide, "AWS Management Console sign-in events". */
function failed(record: TrailRecord): boolean {
  const outcomes = [...valuesAt(record, 'responseElements.ConsoleLogin'), ...valuesAt(record, 'serviceEventDetails.*')];
  return record.errorCode !== undefined || record.errorMessage !== undefined || outcomes.includes('Failure');
}
