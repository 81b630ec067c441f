import type { Context, Finding, Report } from '../../../lib/core/report.ts';

const ACCOUNT = '111122223333';
const KEY = 'AKIAEXAMPLEDEPLOY001';
const NEW_KEY = 'AKIAEXAMPLEBACKUP002';
const ACTOR = `arn:aws:iam::${ACCOUNT}:user/ci-deploy`;
const INTRUDER = '203.0.113.77';

/** Event ids that look like CloudTrail's and are easy to tell apart. */
const id = (number: number): string => `${(0x3f2b8c10 + number * 0x01010101).toString(16)}-9e4a-4b7f-a1c2-0d9e8f7a6b5c`;
const at = (minute: number, second = 0): string => `2026-06-01T03:${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')}Z`;

const keyAdvice = {
  runbook: 'access-key-activity',
  about: `accessKeyId ${KEY}`,
  next: `- **Contain:** set the key to Inactive (\`aws iam update-access-key --status Inactive\`), do not delete it. Do the same to every
  \`new_key\`.
- **Preserve:** keep this folder; note the newest \`eventtime\`.
- **Ask** the key's owner where it is stored and whether the addresses and tools are theirs.`,
  falsePositives:
    'A new laptop, a new office or a new version of a tool make new places. Some command-line tools call GetSessionToken for MFA.',
};

const trailAdvice = {
  runbook: 'trail-tampering',
  about: '',
  next: `1. Start the trail again: \`aws cloudtrail start-logging --name organization-trail\`.
2. Treat everything between the stop and the start as unseen. See [what CloudTrail
   records](https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html).`,
  falsePositives: 'Infrastructure as code that replaces a trail stops the old one first.',
};

const loggingStopped: Finding = {
  ...trailAdvice,
  step: 'logging-stopped-or-narrowed',
  title: 'Logging was stopped or narrowed',
  text: 'Calls that stop a trail, delete it, or take events out of it. Whatever came after them may be missing from every other step.',
  severity: 'critical',
  columns: ['eventtime', 'eventname', 'actor', 'trail', 'sourceipaddress', 'errorcode', 'eventid'],
  rows: [[at(26, 2), 'StopLogging', ACTOR, 'organization-trail', INTRUDER, null, id(12)]],
  truncated: false,
  lookFor: 'a stop that nobody planned, and the time until logging starts again.',
};

const newCredentials: Finding = {
  ...keyAdvice,
  step: 'new-credentials-made-with-the-key',
  title: 'New credentials made with the key',
  text: "Credentials that the key created: users' keys, passwords, federation and session tokens. They outlive the key.",
  severity: 'high',
  columns: ['eventtime', 'eventname', 'actor', 'made_for', 'new_key', 'sourceipaddress', 'eventid'],
  rows: [
    [at(14, 45), 'CreateAccessKey', ACTOR, 'backup-operator', NEW_KEY, INTRUDER, id(3)],
    [at(17, 9), 'CreateLoginProfile', ACTOR, 'backup-operator', null, INTRUDER, id(5)],
    [at(19, 31), 'GetFederationToken', ACTOR, 'support', 'ASIAEXAMPLESESSION03', '203.0.113.78', id(7)],
  ],
  truncated: false,
  lookFor: `a key made for another user, and a session token with which a long-term key hides behind a new id. Follow every
\`new_key\`: disabling the first key does not stop it.`,
};

const newPlaces: Finding = {
  ...keyAdvice,
  step: 'new-places',
  title: 'New places',
  text: 'Addresses and tools with which the key was used now and never in the days before.',
  severity: 'medium',
  columns: ['sourceipaddress', 'useragent', 'calls', 'first_seen', 'last_seen', 'regions', 'eventids'],
  rows: Array.from({ length: 14 }, (_, row) => [
    `203.0.113.${77 + row}`,
    row === 0
      ? 'Boto3/1.34.51 md/Botocore#1.34.51 ua/2.0 os/linux#6.8.0 md/arch#x86_64 lang/python#3.12.3 cfg/retry-mode#legacy Botocore/1.34.51'
      : 'aws-cli/2.15.0 Python/3.11.6 Linux/6.8.0 exe/x86_64 prompt/off command/sts.get-caller-identity',
    184 - row * 13,
    at(12, row),
    at(41, row),
    'eu-central-1 us-east-1',
    `${id(1)} ${id(2)}`,
  ]),
  truncated: false,
  lookFor: 'an address of a hosting company or VPN, or a tool that its owner does not use.',
};

const calls: Context = {
  runbook: 'access-key-activity',
  about: `accessKeyId ${KEY}`,
  step: 'what-it-called',
  title: 'What it called',
  text: 'Every operation of the key, with how often it worked and how often it was refused.',
  columns: ['eventsource', 'eventname', 'calls', 'failed', 'errors', 'first_seen', 'last_seen', 'eventid'],
  rows: [
    ['sts.amazonaws.com', 'GetCallerIdentity', 3, 0, null, at(12, 1), at(40, 2), id(1)],
    ['iam.amazonaws.com', 'ListUsers', 2, 0, null, at(12, 40), at(13, 2), id(2)],
    ['iam.amazonaws.com', 'CreateUser', 4, 4, 'AccessDenied', at(13, 10), at(13, 41), id(4)],
    ['iam.amazonaws.com', 'CreateAccessKey', 1, 0, null, at(14, 45), at(14, 45), id(3)],
  ],
  truncated: false,
  lookFor: 'looking around (List, Get, Describe) that turns into changes, and success right after a run of refusals.',
  empty: 'No rows mean that the logs had not landed.',
};

const origin: Context = {
  runbook: 'access-key-activity',
  about: `accessKeyId ${KEY}`,
  step: 'origin-of-the-key',
  title: 'Origin of the key',
  text: 'Who made or handed out this key, and who changed it since.',
  columns: ['eventtime', 'eventname', 'actor', 'eventid'],
  rows: [],
  truncated: false,
  lookFor: 'a key that was made shortly before the alarm.',
  empty: 'No rows mean that the key is older than the window. Ask IAM for its age.',
};

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
  newest: at(55),
});

/** A leaked deploy key, found in the middle of the night: the incident behind the tests of every rendering. */
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
  findings: [loggingStopped, newCredentials, newPlaces],
  unknown: [
    'access-key-activity, timeline, gave no answer: the query read more than the limit of 10 GB',
    'Whether anything happened after 03:28:00 UTC in eu-central-1: no newer file had been delivered, and logging was stopped at 03:26:02 UTC.',
    'What happened in us-east-1 on 2026/05/31: there is no file for that day.',
    'What the new key AKIAEXAMPLEBACKUP002 did in other accounts: only account 111122223333 was read.',
  ],
  context: [origin, calls],
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
