import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Estate } from '../estate.ts';
import type { ByDuty } from '../functions/duty.ts';
import { lockFiles, useFiles, writeFiles } from './folder.ts';
import { listLogs } from './logs.ts';
import type { Permission } from './permission.ts';
import { stopQueries } from './queries.ts';
import { consume, setAside } from './queues.ts';
import { assumeRoles, createRoles, removeRoles } from './temporary-role.ts';
import { seeSubscriptions, tell } from './topics.ts';

/** What functions that work under the temporary role read with their own. */
const UNDER_ROLE = ['plan*.json', 'grant.json', 'coverage.json', 'evidence/pass-*.json'];

/**
 * What each function may do: the whole list, but for the right to ask for executions, which waits for the machine. No function may both
 * create a role and become one.
 */
export function permissionsIn(estate: Estate): ByDuty<Permission[]> {
  const { key, logs, workgroup, boundary, roles, queues } = estate;
  const folder = { bucket: estate.folder.bucket, key };
  const topics = estate.topics.all;
  const files = (read: string[], write: string[]) => useFiles(folder, { read, write });
  const removal = removeRoles(roles, instanceProfilesOf(estate));
  return {
    plan: files(['alarm.json'], ['alarm.json', 'plan.json']),
    settle: [...files(['plan.json'], ['coverage.json']), listLogs(logs)],
    grant: [...files(['plan.json'], ['grant.json']), ...createRoles(roles, boundary.arn), ...removal],
    collect: [...files(UNDER_ROLE, ['evidence/pass-*.json']), ...assumeRoles(roles)],
    run: [...files(UNDER_ROLE, ['answers/*.json']), ...assumeRoles(roles)],
    follow: files(['plan*.json', 'evidence/pass-*.json', 'answers/*.json'], ['plan-2.json']),
    revoke: [...files(['receipt.json'], ['receipt.json']), ...removal, stopQueries(workgroup.arn)],
    publish: [
      ...files(['*'], ['report.json', 'report.html', 'told.json', 'manifest.json']),
      ...(estate.settings.retention.lockDays === undefined ? [] : [lockFiles(folder)]),
      ...tell(Object.values(topics), key),
    ],
    start: [
      consume(queues.alarms),
      setAside([queues.poison, queues.deadLetters]),
      ...writeFiles(folder, ['investigations/*/alarm.json', 'notices/*.json']),
      ...tell([topics.email, topics.chat, topics.raw], key),
    ],
    sweep: [...removal, stopQueries(workgroup.arn), setAside([queues.deadLetters])],
    inspect: [seeSubscriptions(Object.values(topics)), setAside([queues.deadLetters])],
  };
}

const instanceProfilesOf = (scope: Construct): string =>
  Stack.of(scope).formatArn({
    service: 'iam',
    region: '',
    resource: 'instance-profile',
    resourceName: '*',
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
