import type { Finding } from '../../../lib/core/report.ts';
import { ACTOR, at, INTRUDER, id, KEY, NEW_KEY } from './sample-incident.ts';

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

/** A stopped trail, new credentials and new places, most severe first. */
export const FINDINGS: readonly Finding[] = [loggingStopped, newCredentials, newPlaces];
