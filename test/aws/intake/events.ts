import { HOME } from './small-intake.ts';

type Json = Readonly<Record<string, unknown>>;

/** A finding as GuardDuty sends it. */
export const finding = ({ id = 'f1', severity = 5, lastSeen = '2026-06-01T02:50:00Z', ...detail }: Json = {}): Json => ({
  'detail-type': 'GuardDuty Finding',
  source: 'aws.guardduty',
  account: HOME,
  region: 'eu-west-1',
  time: '2026-06-01T02:55:00Z',
  detail: {
    accountId: HOME,
    region: 'eu-west-1',
    id,
    type: 'Recon:IAMUser/TorIPCaller',
    title: 'A call came from Tor.',
    severity,
    createdAt: '2026-06-01T02:51:00.000Z',
    updatedAt: '2026-06-01T02:54:00.000Z',
    resource: { accessKeyDetails: { accessKeyId: 'AKIAEXAMPLEEXAMPLE01' } },
    service: { eventFirstSeen: '2026-06-01T02:40:00Z', eventLastSeen: lastSeen, archived: false },
    ...detail,
  },
});

/** A call as CloudTrail sends it. */
export const call = ({ number = 1, issuer, account = HOME, ...detail }: Json = {}, envelope: Json = {}): Json => ({
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.iam',
  account,
  region: 'us-east-1',
  time: '2026-06-01T02:55:00Z',
  detail: {
    eventVersion: '1.09',
    eventID: `00000000-0000-4000-8000-${`${Number(number)}`.padStart(12, '0')}`,
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateRole',
    eventTime: '2026-06-01T02:50:00Z',
    awsRegion: 'us-east-1',
    recipientAccountId: account,
    userIdentity: {
      type: 'AssumedRole',
      accessKeyId: 'ASIAEXAMPLEEXAMPLE01',
      ...(issuer === undefined ? {} : { sessionContext: { sessionIssuer: { type: 'Role', arn: issuer } } }),
    },
    ...detail,
  },
  ...envelope,
});

/** An alarm of CloudWatch that goes off. */
export const metricAlarm = (alarmName: string, time = '2026-06-01T02:55:00Z', value = 'ALARM'): Json => ({
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account: HOME,
  region: 'us-east-1',
  time,
  detail: { alarmName, state: { value, reason: 'Threshold Crossed' } },
});
