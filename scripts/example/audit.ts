import { awsService, exampleId, roleSession, type Session, sessionArn } from '../logs/identities.ts';
import { assumeRole, call, denied, describe } from '../logs/operations.ts';
import { type Random, random } from '../logs/random.ts';
import type { Caller, Operation } from '../logs/record.ts';
import { listBuckets, readBucket } from '../logs/s3.ts';
import { ACCOUNT, AUDITOR, BUCKETS, CONFIG, CUSTOMER_DATA, GLOBAL, HOME, IDLE, through } from './cast.ts';
import { at, type Entry } from './entry.ts';

const SCANNER =
  'Boto3/1.38.23 md/Botocore#1.38.23 ua/2.1 os/linux md/arch#x86_64 lang/python#3.12.10 md/pyimpl#CPython m/Z,b cfg/retry-mode#adaptive Prowler';
const REGIONS = [GLOBAL, HOME, IDLE];

/** A scanner looks over every Region four times a day: many reads in a short time, all of them wanted. */
export const audit = (day: string): Entry[] =>
  ['01:10:00', '07:10:00', '13:10:00', '19:10:00'].flatMap((clock) => scan(at(day, clock), random(`audit ${day} ${clock}`)));

function scan(start: number, chance: Random): Entry[] {
  const session: Session = { role: AUDITOR, name: `scan-${start / 1000}`, key: exampleId('ASIA', chance), created: start };
  const host = 'scheduler.amazonaws.com';
  const opening = { time: start, region: HOME, caller: through(awsService(host), host), operation: assumeRole(session, chance) };
  const scanner: Caller = { identity: roleSession(session), ip: '10.20.9.14', agent: SCANNER, endpoint: 'vpce-0b7d1c9e4f3a52680' };
  let time = start + 3000;
  const walk = (region: string) =>
    reads(region, session, chance).map((operation) => {
      time += chance.between(1, 9) * 1000;
      return { time, region, caller: scanner, operation };
    });
  return [opening, ...REGIONS.flatMap(walk)];
}

function reads(region: string, session: Session, chance: Random): Operation[] {
  const everywhere = [
    describe('Instances', 'instancesSet'),
    describe('SecurityGroups', 'securityGroupSet'),
    describe('Volumes', 'volumeSet'),
    describe('Vpcs', 'vpcSet'),
    describe('FlowLogs', 'flowLogIdSet'),
    call('cloudtrail', 'DescribeTrails', { includeShadowTrails: true, trailNameList: [] }),
    call('guardduty', 'ListDetectors'),
    call('kms', 'ListKeys'),
    call('lambda', 'ListFunctions20150331', { maxItems: 50 }),
    call('secretsmanager', 'ListSecrets', { maxResults: 100 }),
  ];
  if (region === IDLE) return everywhere;
  if (region === HOME) return [...everywhere, ...BUCKETS.slice(0, 3).map((bucket) => readBucket('GetBucketPolicy', bucket, chance))];
  const refused = denied(call('organizations', 'DescribeOrganization'), sessionArn(session));
  const names = ['ListUsers', 'ListRoles', 'GetAccountPasswordPolicy', 'GetAccountSummary', 'ListVirtualMFADevices'];
  return [...everywhere, ...names.map((name) => call('iam', name)), listBuckets(region, chance), refused];
}

/** AWS Config writes down what there is, as itself, in every Region. */
export function inventory(day: string): Entry[] {
  const chance = random(`inventory ${day}`);
  const host = 'config.amazonaws.com';
  return REGIONS.flatMap((region) =>
    Array.from({ length: region === IDLE ? 20 : 45 }, () => {
      const time = at(day, '00:00:00') + chance.between(0, 86_399) * 1000;
      const session: Session = {
        role: CONFIG,
        name: 'AWSConfig-Describe',
        key: exampleId('ASIA', chance),
        created: time - chance.between(5, 900) * 1000,
      };
      return { time, region, caller: through(roleSession(session, host), host), operation: described(region, chance) };
    }),
  );
}

const described = (region: string, chance: Random): Operation =>
  chance.pick<() => Operation>([
    () => describe('NetworkInterfaces', 'networkInterfaceIdSet'),
    () => describe('RouteTables', 'routeTableIdSet'),
    () => describe('Volumes', 'volumeSet'),
    () => call('securityhub', 'DescribeHub'),
    () => call('rds', 'DescribeDBInstances'),
    () => call('cloudtrail', 'GetTrailStatus', { name: `arn:aws:cloudtrail:${GLOBAL}:${ACCOUNT}:trail/company-trail` }),
    () => (region === IDLE ? call('kms', 'ListAliases') : readBucket('GetBucketEncryption', CUSTOMER_DATA, chance)),
  ])();
