import { iamUser, userArn } from '../logs/identities.ts';
import { call, denied, describe } from '../logs/operations.ts';
import { random } from '../logs/random.ts';
import type { Caller } from '../logs/record.ts';
import { listBuckets } from '../logs/s3.ts';
import { BACKDOOR, BACKDOOR_KEY, DAYS, FOREIGN_ACCOUNT, GLOBAL, HOME, HOSTING, IDLE, LEAKED_KEY, RELEASE, REPORTING } from './cast.ts';
import { acts, type Entry } from './entry.ts';
import { createAccessKey, createUser, makeAdministrator, widenTrust } from './iam.ts';

const DAY = DAYS[1];
const TOOL = 'aws-cli/2.15.17 Python/3.11.6 Linux/6.6.9-amd64 exe/x86_64.kali.2023 prompt/off';
const caller: Caller = { identity: iamUser(RELEASE, LEAKED_KEY), ip: HOSTING, agent: TOOL };
const arn = userArn(RELEASE);

/** Found in a public repository: first a look at what the key can do, then a user of one's own. */
export const intrusion = (): Entry[] => [...lookAround(), ...digIn(), ...comeBack()];

function lookAround(): Entry[] {
  const chance = random('look around');
  const one = { userName: RELEASE.name };
  const refused = (service: string, name: string) => denied(call(service, name), arn);
  const instances = denied(describe('Instances', 'instancesSet'), arn);
  return acts(DAY, caller, [
    ['02:03:11', GLOBAL, call('sts', 'GetCallerIdentity')],
    ['02:03:40', GLOBAL, call('iam', 'GetUser')],
    ['02:03:58', GLOBAL, call('iam', 'ListAttachedUserPolicies', one)],
    ['02:04:07', GLOBAL, call('iam', 'ListUserPolicies', one)],
    ['02:04:21', GLOBAL, call('iam', 'GetUserPolicy', { ...one, policyName: 'release-pipeline' })],
    ['02:05:12', GLOBAL, call('iam', 'ListUsers')],
    ['02:05:30', GLOBAL, call('iam', 'ListRoles')],
    ['02:05:52', GLOBAL, call('iam', 'ListAccessKeys', one)],
    ['02:06:44', GLOBAL, denied(listBuckets(GLOBAL, chance), arn)],
    ['02:07:05', GLOBAL, refused('secretsmanager', 'ListSecrets')],
    ['02:07:09', HOME, refused('secretsmanager', 'ListSecrets')],
    ['02:07:12', IDLE, refused('secretsmanager', 'ListSecrets')],
    ['02:07:48', GLOBAL, instances],
    ['02:07:52', HOME, instances],
    ['02:07:55', IDLE, instances],
    ['02:08:31', HOME, refused('lambda', 'ListFunctions20150331')],
    ['02:08:50', HOME, refused('ssm', 'DescribeParameters')],
    ['02:09:14', GLOBAL, refused('ses', 'GetSendQuota')],
    ['02:09:37', GLOBAL, refused('organizations', 'DescribeOrganization')],
    ['02:10:20', GLOBAL, refused('cloudtrail', 'DescribeTrails')],
    ['02:10:55', GLOBAL, refused('cloudtrail', 'StopLogging')],
  ]);
}

const digIn = (): Entry[] =>
  acts(DAY, caller, [
    ['02:18:47', GLOBAL, createUser(BACKDOOR, DAY, '02:18:47')],
    ['02:19:04', GLOBAL, createAccessKey(BACKDOOR, BACKDOOR_KEY, [DAY, '02:19:04'])],
    ['02:19:26', GLOBAL, makeAdministrator({ userName: BACKDOOR.name })],
    ['02:20:02', GLOBAL, call('iam', 'ListAttachedUserPolicies', { userName: BACKDOOR.name })],
  ]);

/** The last use of the leaked key, hours later: one more way in, through a role that was there before. */
const comeBack = (): Entry[] => acts(DAY, caller, [['04:08:26', GLOBAL, widenTrust(REPORTING, FOREIGN_ACCOUNT)]]);
