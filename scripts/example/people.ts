import { consoleUser, exampleId, iamUser, type User, userArn } from '../logs/identities.ts';
import { call, denied, describe } from '../logs/operations.ts';
import { type Random, random } from '../logs/random.ts';
import type { Caller, Operation } from '../logs/record.ts';
import { listBuckets } from '../logs/s3.ts';
import { ACCOUNT, ADMINS, BROWSER, CONSOLE, GLOBAL, HOME, OFFICE } from './cast.ts';
import { at, type Entry } from './entry.ts';

/** When each of them comes to work. */
const MORNINGS = ['06:48:20', '07:55:41', '08:21:09'];

/** People at their desks: they sign in with a second factor, look at things, and now and then change one. */
export const people = (day: string): Entry[] =>
  ADMINS.flatMap((user, index) => {
    const chance = random(`${user.name} ${day}`);
    const start = at(day, MORNINGS[index] ?? '09:00:00') + chance.between(0, 900) * 1000;
    return [...signIn({ user, ip: OFFICE, agent: BROWSER, mfa: true }, start), ...workday(user, start + 20_000, chance)];
  });

/** Who signs in to the console from where. */
export interface SignIn {
  readonly user: User;
  readonly ip: string;
  readonly agent: string;
  readonly mfa: boolean;
}

/** The records of one sign-in; the question for the second factor has its own. */
export function signIn({ user, ip, agent, mfa }: SignIn, time: number): Entry[] {
  const { accessKeyId: _, ...identity } = iamUser(user, '');
  const caller: Caller = { identity, ip, agent };
  const asked = {
    service: 'signin',
    name: 'CheckMfa',
    type: 'AwsConsoleSignIn',
    response: { CheckMfa: 'Success' },
    additional: { MfaType: 'Virtual MFA' },
  } as const;
  const device = mfa ? { MFAIdentifier: `arn:aws:iam::${ACCOUNT}:mfa/${user.name}`, MFAUsed: 'Yes' } : { MFAUsed: 'No' };
  const home = `https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true&nc2=h_si&region=${HOME}`;
  const login: Operation = {
    service: 'signin',
    name: 'ConsoleLogin',
    type: 'AwsConsoleSignIn',
    response: { ConsoleLogin: 'Success' },
    additional: { LoginTo: home, MobileVersion: 'No', ...device },
  };
  const entry = (operation: Operation, delay: number) => ({ time: time + delay, region: GLOBAL, caller, operation });
  return mfa ? [entry(asked, 0), entry(login, 14_000)] : [entry(login, 0)];
}

/** Somebody in the console, with the credentials of their sign-in. */
export const atConsole = ({ user, ip, mfa }: Omit<SignIn, 'agent'>, key: string, created: number): Caller => ({
  identity: consoleUser(user, { key, created, mfa }),
  ip,
  agent: CONSOLE,
  console: true,
});

function workday(user: User, start: number, chance: Random): Entry[] {
  const caller = atConsole({ user, ip: OFFICE, mfa: true }, exampleId('ASIA', chance), start);
  return Array.from({ length: 48 }, () => {
    const operation = task(user, chance);
    const region = operation.service === 'iam' ? GLOBAL : HOME;
    return { time: start + chance.between(5, 9 * 3600) * 1000, region, caller, operation };
  });
}

function task(user: User, chance: Random): Operation {
  const instance = `i-0${chance.text(16)}`;
  if (chance.chance(0.04)) return denied(call('organizations', 'ListAccounts'), userArn(user));
  return chance.pick<() => Operation>([
    () => describe('Instances', 'instancesSet'),
    () => describe('SecurityGroups', 'securityGroupSet'),
    () => listBuckets(HOME, chance),
    () => call('iam', 'ListUsers', { maxItems: 1000 }),
    () => call('iam', 'GetRole', { roleName: 'orders-api-task' }),
    () => call('monitoring', 'DescribeAlarms', { maxRecords: 100 }),
    () => call('monitoring', 'GetDashboard', { dashboardName: 'production' }),
    () => call('logs', 'DescribeLogGroups', { logGroupNamePrefix: '/ecs/' }),
    () => call('ecs', 'DescribeServices', { cluster: 'production', services: ['orders-api'] }),
    () => call('cloudtrail', 'LookupEvents', { maxResults: 50 }),
    () =>
      call('ec2', 'CreateTags', {
        resourcesSet: { items: [{ resourceId: instance }] },
        tagSet: { items: [{ key: 'owner', value: user.name }] },
      }),
  ])();
}
