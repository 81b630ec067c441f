import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const KEY = 'AKIAQ3EGR7KWHEXAMPLE';
/** A request that takes one runbook and little time. */
export const REQUEST = [
  ...['--runbook', 'access-key-activity', '--param', `accessKeyId=${KEY}`],
  ...['--from', '2026-11-18', '--to', '2026-11-19', '--reason', 'audit'],
];

/** A bare record, which is an alarm as it is. `text` stands wherever a caller of AWS may write what they like. */
export const record = (number: number, text: string, eventName = 'CreateAccessKey') => ({
  eventVersion: '1.11',
  userIdentity: {
    ...{ type: 'IAMUser', principalId: 'AIDAQ3EGR7KWH2EXAMPLE', arn: `arn:aws:iam::111122223333:user/${text}` },
    ...{ accountId: '111122223333', accessKeyId: KEY, userName: text },
  },
  eventTime: `2026-11-18T02:${String(number % 60).padStart(2, '0')}:00Z`,
  ...{ eventSource: 'iam.amazonaws.com', eventName, awsRegion: 'us-east-1', sourceIPAddress: text, userAgent: text },
  // Every other call succeeds: findings are about what worked.
  ...(number % 2 === 0 ? { errorCode: text, errorMessage: text } : {}),
  requestParameters: { userName: text, key: text, [text]: text, policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
  responseElements: { accessKey: { accessKeyId: text, userName: text } },
  ...{ requestID: text, eventID: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`, readOnly: false },
  ...{ eventType: 'AwsApiCall', managementEvent: true, recipientAccountId: '111122223333', eventCategory: 'Management' },
});

/** A folder for one test file, with the logs of a few calls and an alarm about one of them. */
export function smallIncident(texts: readonly string[] = ['ci-release']) {
  const folder = mkdtempSync(join(tmpdir(), 'trailwarden-cli-'));
  const [logs, alarm] = [join(folder, 'logs'), join(folder, 'alarm.json')];
  mkdirSync(logs);
  const records = texts.flatMap((text, index) => [record(2 * index, text), record(2 * index + 1, text, 'AttachUserPolicy')]);
  writeFileSync(join(logs, 'records.json'), JSON.stringify({ Records: records }));
  writeFileSync(alarm, JSON.stringify(records[0]));
  return {
    ...{ folder, logs, alarm },
    path: (name: string) => join(folder, name),
    write: (name: string, text: string | Uint8Array) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
