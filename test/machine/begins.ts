import type { Objects } from '../aws/fake-s3.ts';
import { exampleDeployment } from '../aws/iam/cloud.ts';
import type { Json } from './execution.ts';
import type { Script } from './script.ts';

/** The execution that a history is about, and when it begins. */
export const EXECUTION = '20260101t120000z-71859c451d62';
export const START = Date.parse('2026-01-01T12:00:00Z');
export const KEY = 'AKIAEXAMPLEEXAMPLE01';

const { folder, logs } = exampleDeployment.place;

const finding = (sample: boolean) => ({
  source: 'aws.guardduty',
  'detail-type': 'GuardDuty Finding',
  account: '111122223333',
  region: 'eu-west-1',
  time: '2026-01-01T11:59:00Z',
  detail: {
    accountId: '111122223333',
    region: 'eu-west-1',
    id: '8ac7d1e2f3044c5b96a7b8c9d0e1f203',
    type: 'UnauthorizedAccess:IAMUser/TorIPCaller',
    title: 'A call came from a Tor exit node.',
    severity: 8,
    createdAt: '2026-01-01T11:58:00Z',
    updatedAt: '2026-01-01T11:58:00Z',
    resource: { resourceType: 'AccessKey', accessKeyDetails: { accessKeyId: KEY } },
    service: {
      eventFirstSeen: '2026-01-01T11:50:00Z',
      eventLastSeen: '2026-01-01T11:55:00Z',
      additionalInfo: { value: JSON.stringify({ sample }) },
    },
  },
});

const REQUEST = {
  runbooks: ['keys', 'timeline'],
  parameters: { accessKeyId: KEY },
  from: '2026-01-01T00:00:00Z',
  to: '2026-01-01T11:00:00Z',
  reason: 'an audit',
};

/** What an execution is started with: for an alarm nothing, since that lies in its folder already. */
export const inputOf = ({ begins }: Script): Json => (begins === 'request' ? { request: REQUEST } : {});

/** What lies in the buckets before: an alarm in its folder, and a log file that may or may not be from after it. */
export function objectsOf({ begins, seed }: Script): Objects {
  const delivered = seed % 2 === 0 ? '1205' : '1150';
  const log = `AWSLogs/111122223333/CloudTrail/eu-west-1/2026/01/01/111122223333_CloudTrail_eu-west-1_20260101T${delivered}Z_abcdefghij123456.json.gz`;
  const objects: Objects = new Map([[`${logs.bucket}/${log}`, 'log']]);
  if (begins !== 'request')
    objects.set(`${folder.bucket}/investigations/${EXECUTION}/alarm.json`, JSON.stringify(finding(begins === 'sample')));
  return objects;
}
