import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { asInAthena, readLogs } from '../../../lib/local/duckdb/log-reader.ts';

const alice = { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', accessKeyId: 'AKIAALICE0000001', userName: 'alice' };
const admin = {
  type: 'AssumedRole',
  arn: 'arn:aws:sts::111122223333:assumed-role/Admin/bob',
  accessKeyId: 'ASIAADMIN0000001',
  sessionContext: { attributes: { mfaAuthenticated: 'false' }, sessionIssuer: { type: 'Role', userName: 'Admin' } },
};
const bucket = (name: string) => ({ ARN: `arn:aws:s3:::${name}`, accountId: '111122223333', type: 'AWS::S3::Bucket' });
const object = (key: string) => ({ ARN: `arn:aws:s3:::${key}`, type: 'AWS::S3::Object' });

/** Seven records of one morning, with what the queries of the tests look for. */
const RECORDS = [
  {
    eventID: 'e1',
    eventTime: '2026-06-01T00:00:10Z',
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    userIdentity: { ...alice, accessKeyId: undefined },
    sourceIPAddress: '198.51.100.7',
    userAgent: 'Mozilla/5.0',
    responseElements: { ConsoleLogin: 'Success' },
    additionalEventData: { MFAUsed: 'No', LoginTo: 'https://console.aws.amazon.com/ec2?region=eu-west-1' },
  },
  {
    eventID: 'e2',
    eventTime: '2026-06-01T00:20:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateAccessKey',
    userIdentity: alice,
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.15 Python/3.11',
    requestParameters: { userName: 'mallory' },
    responseElements: { accessKey: { accessKeyId: 'AKIAMALLORY00001' } },
  },
  {
    eventID: 'e3',
    eventTime: '2026-06-01T01:00:00Z',
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    userIdentity: alice,
    sourceIPAddress: '2001:db8::7',
    userAgent: 'aws-cli/2.15 Python/3.11',
    requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Admin', roleSessionName: 'bob' },
    responseElements: { credentials: { accessKeyId: 'ASIAADMIN0000001' } },
  },
  {
    eventID: 'e4',
    eventTime: '2026-06-01T01:05:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    userIdentity: admin,
    sourceIPAddress: '203.0.113.9',
    userAgent: 'python-requests/2.31',
    requestParameters: { bucketName: 'secrets', key: 'a.txt', 'x-amz-acl': 'private' },
    resources: [bucket('secrets'), object('secrets/a.txt')],
  },
  {
    eventID: 'e5',
    eventTime: '2026-06-01T01:06:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    userIdentity: admin,
    sourceIPAddress: '203.0.113.9',
    userAgent: 'python-requests/2.31',
    errorCode: 'AccessDenied',
    requestParameters: { bucketName: 'vault', key: 'b.txt' },
    resources: [bucket('vault')],
  },
  {
    eventID: 'e6',
    eventTime: '2026-06-01T03:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
    userIdentity: admin,
    sourceIPAddress: 'AWS Internal',
    userAgent: 'AWS Internal',
    responseElements: { instancesSet: { items: [{ instanceId: 'i-01' }, { instanceId: 'i-02' }] } },
  },
  {
    eventID: 'e7',
    eventTime: '2026-06-01T03:10:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'PutUserPolicy',
    userIdentity: admin,
    sourceIPAddress: '203.0.113.9',
    userAgent: 'aws-cli/2.15 Python/3.11',
    requestParameters: {
      userName: 'mallory',
      policyDocument: JSON.stringify({
        Statement: [
          { Effect: 'Allow', Action: '*', Resource: ['*'] },
          { Effect: 'Deny', Action: 's3:*' },
        ],
      }),
    },
  },
];

/** Makes the tables that a step reads: `events` of the records from one o'clock on, `baseline` of those before. */
export async function loadSmallLog(connection: DuckDBConnection): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'trailwarden-test-')), 'log.json');
  const text = JSON.stringify({ Records: RECORDS.map((record) => ({ eventVersion: '1.08', readOnly: false, ...record })) });
  writeFileSync(file, text);
  await connection.run(`CREATE TEMP TABLE log AS ${asInAthena(readLogs({ form: 'records', paths: [file], largest: text.length }))}`);
  await connection.run("CREATE TEMP VIEW events AS SELECT * FROM log WHERE eventtime >= '2026-06-01T01:00:00Z'");
  await connection.run("CREATE TEMP VIEW baseline AS SELECT * FROM log WHERE eventtime < '2026-06-01T01:00:00Z'");
}
