import { random } from '../logs/random.ts';
import type { Caller, Operation } from '../logs/record.ts';
import { ACCOUNT, DATA_KEY, HOME, SECRETS } from './cast.ts';
import { acts, type Entry } from './entry.ts';

/** What AWS does by itself: events that no call made, with hardly an identity. */
export function services(day: string): Entry[] {
  const chance = random(`services ${day}`);
  const by = (service: string): Caller => {
    const host = `${service}.amazonaws.com`;
    return { identity: { accountId: ACCOUNT, invokedBy: host }, ip: host, agent: host };
  };
  const secret = `arn:aws:secretsmanager:${HOME}:${ACCOUNT}:secret:${SECRETS[0]}-${chance.text(6)}`;
  const rotation = (name: string): Operation => ({
    ...event('secretsmanager', name),
    additional: { SecretId: secret, ClientRequestToken: chance.uuid() },
  });
  const keyRotation: Operation = {
    ...event('kms', 'RotateKey'),
    resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: DATA_KEY }],
    details: { keyId: DATA_KEY.split('/')[1], rotationType: 'AUTOMATIC' },
  };
  return [
    ...acts(day, by('secretsmanager'), [
      ['22:30:04', HOME, rotation('RotationStarted')],
      ['22:30:19', HOME, rotation('RotationSucceeded')],
    ]),
    ...(day.endsWith('17') ? acts(day, by('kms'), [['05:16:38', HOME, keyRotation]]) : []),
  ];
}

const event = (service: string, name: string): Operation => ({ service, name, type: 'AwsServiceEvent', readOnly: false });
