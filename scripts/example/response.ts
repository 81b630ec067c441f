import { call } from '../logs/operations.ts';
import {
  ADMINS,
  BACKDOOR,
  BACKDOOR_KEY,
  DAYS,
  FOREIGN_ACCOUNT,
  GLOBAL,
  LEAKED_KEY,
  NEW_RELEASE_KEY,
  OFFICE,
  RELEASE,
  SUPPORT,
} from './cast.ts';
import { acts, at, type Entry } from './entry.ts';
import { createAccessKey } from './iam.ts';
import { atConsole } from './people.ts';
import { putEventSelectors } from './trail.ts';

const DAY = DAYS[1];

/** In the morning the keys are switched off and the trail logs everything again. The trust of the other role goes unnoticed. */
export function response(): Entry[] {
  const responder = atConsole({ user: ADMINS[0], ip: OFFICE, mfa: true }, 'ASIAQ3EGQ5LRBEXAMPLE', at(DAY, '09:01:12'));
  const off = (userName: string, accessKeyId: string) => call('iam', 'UpdateAccessKey', { userName, accessKeyId, status: 'Inactive' });
  return acts(DAY, responder, [
    ['09:04:18', GLOBAL, off(RELEASE.name, LEAKED_KEY)],
    ['09:05:02', GLOBAL, off(BACKDOOR.name, BACKDOOR_KEY)],
    ['09:06:40', GLOBAL, call('iam', 'DeleteLoginProfile', { userName: BACKDOOR.name })],
    ['09:08:11', GLOBAL, call('iam', 'UpdateAssumeRolePolicy', { roleName: SUPPORT.name, policyDocument: NOBODY })],
    ['09:18:30', GLOBAL, putEventSelectors('All')],
    ['10:02:00', GLOBAL, createAccessKey(RELEASE, NEW_RELEASE_KEY, [DAY, '10:02:00'])],
  ]);
}

const NOBODY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: { AWS: `arn:aws:iam::${FOREIGN_ACCOUNT}:root` }, Action: 'sts:AssumeRole' }],
});
