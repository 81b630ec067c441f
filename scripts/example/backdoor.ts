import { iamUser, otherAccount, roleSession, type Session, userArn } from '../logs/identities.ts';
import { assumeRole, call, describe, useKey } from '../logs/operations.ts';
import { random } from '../logs/random.ts';
import type { Caller, Operation } from '../logs/record.ts';
import { getObject, listBuckets, listObjects, readBucket } from '../logs/s3.ts';
import * as cast from './cast.ts';
import { acts, at, type Entry } from './entry.ts';
import { createLoginProfile, createRole, makeAdministrator } from './iam.ts';
import { atConsole, signIn } from './people.ts';
import { forbidden, putEventSelectors } from './trail.ts';

const { BACKDOOR, BACKDOOR_KEY, CUSTOMER_DATA, DATA_KEY, GLOBAL, HOME, IDLE, SECOND, SECRETS, SUPPORT } = cast;
const DAY = cast.DAYS[1];
const SCRIPT =
  'Boto3/1.34.162 md/Botocore#1.34.162 ua/2.0 os/linux#5.15.0-112-generic md/arch#x86_64 lang/python#3.10.12 md/pyimpl#CPython';
/** Whoever reads logs in a terminal, a browser or a spreadsheet is a target too: escapes, HTML and a formula in one agent. */
const HOSTILE_AGENT = '=cmd|\' /C calc\'!A0 \u001b]0;all clear\u0007\u001b[2K<script>alert("logs")</script>';
const HOSTILE_KEY = 'exports/2026/11/=HYPERLINK("https://example.com/","<img src=x onerror=alert(1)>").csv';

const identity = iamUser(BACKDOOR, BACKDOOR_KEY);
const script: Caller = { identity, ip: SECOND, agent: SCRIPT };
const hostile: Caller = { identity, ip: SECOND, agent: HOSTILE_AGENT };

/** What the new user's key is for: secrets, customers' files, more ways in, fewer logs. */
export const backdoor = (): Entry[] => [...secrets(), ...files(), ...foreignRole(), ...blind(), ...atTheConsole()];

function secrets(): Entry[] {
  const get = (name: string) => call('secretsmanager', 'GetSecretValue', { secretId: name });
  const context = { SecretARN: `arn:aws:secretsmanager:${HOME}:${cast.ACCOUNT}:secret:` };
  const host = 'secretsmanager.amazonaws.com';
  const clocks = ['02:26:10', '02:26:13', '02:26:17', '02:26:22', '02:26:26', '02:26:31'];
  const reads = clocks.map((clock, index) => [clock, HOME, get(SECRETS[index] ?? SECRETS[0])] as const);
  const decrypts = clocks.map((clock) => [clock, HOME, useKey('Decrypt', DATA_KEY, context)] as const);
  return [
    ...acts(DAY, script, [
      ['02:24:33', GLOBAL, call('sts', 'GetCallerIdentity')],
      ['02:25:02', GLOBAL, call('secretsmanager', 'ListSecrets', { maxResults: 100 })],
      ['02:25:08', HOME, call('secretsmanager', 'ListSecrets', { maxResults: 100 })],
      ...reads,
      ['02:29:40', GLOBAL, describe('Instances', 'instancesSet')],
      ['02:29:44', HOME, describe('Instances', 'instancesSet')],
      ['02:29:49', IDLE, describe('Instances', 'instancesSet')],
    ]),
    ...acts(DAY, cast.through({ ...identity, invokedBy: host }, host), decrypts),
  ];
}

function files(): Entry[] {
  const chance = random('customer files');
  const fetch = (index: number): Entry => {
    const key = `exports/2026/${chance.pick(['09', '10', '11'])}/archive-${String(index).padStart(4, '0')}.csv.gz`;
    const object = { key, bytes: chance.between(4_000_000, 38_000_000) };
    return {
      time: at(DAY, '02:38:05') + index * 15_000 + chance.between(0, 9) * 1000,
      region: HOME,
      caller: script,
      operation: getObject(CUSTOMER_DATA, object, chance),
    };
  };
  return [
    ...acts(DAY, script, [
      ['02:34:12', GLOBAL, listBuckets(GLOBAL, chance)],
      ['02:35:01', HOME, readBucket('GetBucketLocation', CUSTOMER_DATA, chance)],
      ['02:36:30', HOME, listObjects(CUSTOMER_DATA, 'exports/', chance)],
    ]),
    ...Array.from({ length: 160 }, (_, index) => fetch(index)),
    ...acts(DAY, hostile, [['03:19:50', HOME, getObject(CUSTOMER_DATA, { key: HOSTILE_KEY, bytes: 61_204 }, chance)]]),
  ];
}

/** A role that only the intruder's own account can assume, and its first use from there. */
function foreignRole(): Entry[] {
  const chance = random('foreign role');
  const session: Session = { role: SUPPORT, name: 'support-1', key: 'ASIAQ3EGN7JWYEXAMPLE', created: at(DAY, '03:31:15') };
  const outside = { ip: SECOND, agent: SCRIPT };
  return [
    ...acts(DAY, script, [
      ['03:26:02', GLOBAL, createRole(SUPPORT, cast.FOREIGN_ACCOUNT, [DAY, '03:26:02'])],
      ['03:26:20', GLOBAL, makeAdministrator({ roleName: SUPPORT.name })],
    ]),
    ...acts(DAY, { ...outside, identity: otherAccount(cast.FOREIGN_ACCOUNT, 'AIDAZ5OTHER2V4EXAMPLE') }, [
      ['03:31:15', GLOBAL, assumeRole(session, chance)],
    ]),
    ...acts(DAY, { ...outside, identity: roleSession(session) }, [
      ['03:31:48', GLOBAL, call('sts', 'GetCallerIdentity')],
      ['03:32:15', GLOBAL, call('iam', 'GetAccountAuthorizationDetails')],
    ]),
  ];
}

/** Logging can't be stopped, but what is logged can be cut to changes: from here on no read leaves a trace until the morning. */
const blind = (): Entry[] =>
  acts(DAY, script, [
    ['03:38:10', GLOBAL, forbidden('StopLogging', userArn(BACKDOOR))],
    ['03:39:02', GLOBAL, forbidden('DeleteTrail', userArn(BACKDOOR))],
    ['03:40:15', GLOBAL, call('cloudtrail', 'GetEventSelectors', { trailName: cast.TRAIL })],
    ['03:41:07', GLOBAL, putEventSelectors('WriteOnly')],
  ]);

/** A password for the console, and machines with graphics cards in a Region where nobody looks. */
function atTheConsole(): Entry[] {
  const who = { user: BACKDOOR, ip: SECOND, agent: cast.BROWSER, mfa: false };
  const session = atConsole(who, 'ASIAQ3EGP2KXZEXAMPLE', at(DAY, '03:49:30'));
  return [
    ...acts(DAY, script, [['03:46:51', GLOBAL, createLoginProfile(BACKDOOR, DAY, '03:46:51')]]),
    ...signIn(who, at(DAY, '03:49:30')),
    ...acts(DAY, session, [
      [
        '03:55:12',
        IDLE,
        {
          ...call('ec2', 'CreateKeyPair', { keyName: 'render', keyType: 'ed25519', keyFormat: 'PEM' }),
          response: { keyName: 'render', keyFingerprint: 'example', keyMaterial: '<sensitiveDataRemoved>' },
        },
      ],
      ['03:57:40', IDLE, runInstances('p4d.24xlarge')],
      ['03:58:22', IDLE, runInstances('p3.16xlarge')],
      ['03:59:05', IDLE, runInstances('g5.48xlarge')],
      ['04:01:33', IDLE, runInstances('g4dn.12xlarge')],
    ]),
  ];
}

/** An account that never used such machines may run none of them: the launch fails, the attempt stays in the log. */
const runInstances = (instanceType: string): Operation => ({
  ...call('ec2', 'RunInstances', {
    instancesSet: { items: [{ imageId: 'ami-0a1b2c3d4e5f60718', minCount: 1, maxCount: 8, keyName: 'render' }] },
    instanceType,
    blockDeviceMapping: {},
    monitoring: { enabled: false },
    disableApiTermination: false,
  }),
  error: {
    code: 'Client.VcpuLimitExceeded',
    message:
      'You have requested more vCPU capacity than your current vCPU limit of 0 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.',
  },
});
