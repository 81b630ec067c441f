import type { Report } from '../../../lib/core/report.ts';
import { CONTEXT } from './sample-context.ts';
import { FINDINGS } from './sample-findings.ts';
import { ACCOUNT, at, INTRUDER, id, KEY } from './sample-incident.ts';

const EVENTS: readonly (readonly [event: string, minute: number, region: string, error: string, finding: boolean])[] = [
  ['GetCallerIdentity', 12, 'eu-central-1', '', true],
  ['ListUsers', 13, 'us-east-1', '', true],
  ['CreateAccessKey', 14, 'us-east-1', '', true],
  ['CreateUser', 15, 'us-east-1', 'AccessDenied', false],
  ['CreateLoginProfile', 17, 'us-east-1', '', true],
  ['GetFederationToken', 19, 'us-east-1', '', true],
  ['StopLogging', 26, 'eu-central-1', '', true],
];

const partition = (region: string, day: string, files: number) => ({
  account: ACCOUNT,
  region,
  day,
  files,
  bytes: files * 44_321,
  newest: at(28),
});

/** A leaked deploy key, found in the middle of the night: the incident behind the tests of every rendering. One value, so one long literal. */
export const sampleReport = (): Report => ({
  schema: 'trailwarden/report@1',
  investigation: {
    id: 'guardduty-1a2b3c4d5e6f-20260601t0330',
    alarm: {
      kind: 'guardduty',
      type: 'UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom',
      id: '1a2b3c4d5e6f',
      dedupKey: 'guardduty:1a2b3c4d5e6f',
      title: `API ListUsers was invoked from an IP address on a custom threat list (${INTRUDER})`,
      severity: 'high',
      account: ACCOUNT,
      region: 'eu-central-1',
      activity: { from: at(12, 1), to: at(26, 2) },
      time: at(30),
      sample: false,
      entities: { accessKeyId: [KEY], principalName: ['ci-deploy'], sourceIp: [INTRUDER] },
      dropped: [{ name: 'bucketName', value: '"; DROP TABLE events', reason: 'is not a valid bucketName (S3 bucket)' }],
    },
    reason: 'GuardDuty finding 1a2b3c4d5e6f',
    startedBy: 'Mary Major (on call)',
    window: { from: '2026-05-31T03:00:00Z', to: '2026-06-01T04:00:00Z' },
    accounts: [ACCOUNT],
    regions: 'all',
    runbooks: [
      {
        id: 'access-key-activity',
        title: 'All activity of one access key',
        severity: 'medium',
        because: 'the alarm names an access key',
        parameters: { accessKeyId: [KEY] },
        baselineFrom: '2026-05-17T03:00:00Z',
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      },
      {
        id: 'trail-tampering',
        title: 'Tampering with the trail',
        severity: 'critical',
        because: 'it runs for every alarm',
        parameters: {},
        sha256: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
      },
    ],
    skipped: [
      {
        id: 's3-bucket-exposure',
        title: 'Exposure of one bucket',
        reason: 'needs bucketName, which the alarm does not name',
        command: 'trailwarden start --runbook s3-bucket-exposure --parameter bucketName=NAME --reason "follow-up"',
      },
    ],
    dropped: [{ name: 'bucketName', value: '"; DROP TABLE events', reason: 'is not a valid bucketName (S3 bucket)' }],
    status: 'incomplete',
  },
  access: {
    policies: {
      trust: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/trailwarden-run` }, Action: ['sts:AssumeRole'] }],
      },
      permissions: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'ReadLogs',
            Effect: 'Allow',
            Action: ['s3:GetObject'],
            Resource: [`arn:aws:s3:::example-trail/AWSLogs/${ACCOUNT}/CloudTrail/eu-central-1/2026/06/01/*`],
            Condition: { DateLessThan: { 'aws:CurrentTime': at(46) } },
          },
        ],
      },
      widened: ['17 Regions share one prefix for each account, because a line for each would exceed 10,240 characters'],
    },
    minutes: 15,
    receipt: {
      kind: 'role',
      granted: at(31),
      revoked: at(34, 12),
      gone: true,
      proof: 'IAM lists no role named trailwarden-1a2b3c4d5e6f under /trailwarden/ at 2026-06-01T03:34:13Z.',
    },
  },
  coverage: {
    layout: 'partitioned',
    files: 412,
    bytes: 18_432_000,
    partitions: [
      partition('eu-central-1', '2026/05/31', 201),
      partition('eu-central-1', '2026/06/01', 96),
      partition('us-east-1', '2026/06/01', 115),
    ],
    missing: [{ account: ACCOUNT, region: 'us-east-1', days: ['2026/05/31'] }],
    newest: [
      { account: ACCOUNT, region: 'eu-central-1', at: at(28) },
      { account: ACCOUNT, region: 'us-east-1', at: at(33, 20) },
    ],
    trigger: 'found',
    dataEvents: ['s3.amazonaws.com'],
    problems: [
      {
        file: `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/06/01/part.json.gz`,
        problem: 'the gzip stream ends early',
        salvaged: 311,
        lost: 4,
      },
    ],
  },
  findings: structuredClone([...FINDINGS]),
  unknown: [
    'access-key-activity, timeline, gave no answer: the query read more than the limit of 10 GB',
    'Whether anything happened after 03:28:00 UTC in eu-central-1: no newer file had been delivered, and logging was stopped at 03:26:02 UTC.',
    'What happened in us-east-1 on 2026/05/31: there is no file for that day.',
    'What the new key AKIAEXAMPLEBACKUP002 did in other accounts: only account 111122223333 was read.',
  ],
  context: structuredClone([...CONTEXT]),
  timeline: EVENTS.map(([event, minute, region, error, finding], index) => ({
    time: at(minute),
    eventId: id(index + 1),
    event,
    principal: 'ci-deploy',
    sourceIp: INTRUDER,
    region,
    error,
    finding,
  })),
  failures: [{ runbook: 'access-key-activity', step: 'timeline', reason: 'the query read more than the limit of 10 GB' }],
  cost: { files: 412, bytes: 18_432_000, records: 12_345, queries: 9, seconds: 48.4, athenaDollars: 0.0005 },
  statements: [
    {
      runbook: 'access-key-activity',
      step: 'new-credentials-made-with-the-key',
      statement: {
        sql: "SELECT eventtime, eventname, eventid\nFROM events\nWHERE useridentity.accesskeyid IN (?)\n  AND eventname <> 'x' AND errorcode IS NULL\nORDER BY eventtime",
        parameters: [KEY],
      },
    },
    {
      runbook: 'trail-tampering',
      step: 'logging-stopped-or-narrowed',
      statement: { sql: "SELECT eventtime, eventid\nFROM events\nWHERE eventname IN ('StopLogging', 'DeleteTrail')", parameters: [] },
    },
  ],
  versions: { trailwarden: '0.1.0', engine: 'DuckDB 1.5.5', catalogue: 'sha256:2c26b46b68ff' },
});
