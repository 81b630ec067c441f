import { roleArn, type Session, sessionArn } from './identities.ts';
import { BASE62, type Random } from './random.ts';
import type { Fields, Operation } from './record.ts';

/** A call that answers nothing worth logging, as most reads do. */
export const call = (service: string, name: string, request: Fields | null = null): Operation => ({ service, name, request });

/** The same call, refused because no policy of the caller allows it. */
export function denied(operation: Operation, arn: string): Operation {
  const action = `${operation.service}:${operation.name.replace(/\d{8}(v\d)?$/, '')}`;
  const refusal = `User: ${arn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
  const error =
    operation.service === 'ec2'
      ? { code: 'Client.UnauthorizedOperation', message: `You are not authorized to perform this operation. ${refusal}` }
      : { code: 'AccessDenied', message: refusal };
  return { ...operation, request: KEEPS_REQUEST.has(operation.service) ? operation.request : null, response: null, error };
}

/** Most services refuse before they read what was asked; these log it all the same. */
const KEEPS_REQUEST = new Set(['ec2', 's3', 'lambda', 'kms']);

/** A role is assumed: the answer names the new key, which is how a session is followed back to whoever opened it. */
export function assumeRole(session: Session, random: Random): Operation {
  const { role, name, key, created } = session;
  return {
    service: 'sts',
    name: 'AssumeRole',
    request: { roleArn: roleArn(role), roleSessionName: name, durationSeconds: 3600 },
    response: {
      credentials: {
        accessKeyId: key,
        sessionToken: `IQoJb3JpZ2luX2VjE${random.text(60, BASE62)}`,
        expiration: longDate(created + 3_600_000, ', '),
      },
      assumedRoleUser: { assumedRoleId: `${role.id}:${name}`, arn: sessionArn(session) },
    },
    resources: [{ accountId: role.account, type: 'AWS::IAM::Role', ARN: roleArn(role) }],
  };
}

/** A KMS key is used; `context` says for what, as the service that asks writes it. */
export function useKey(name: 'Decrypt' | 'GenerateDataKey', keyArn: string, context: Fields): Operation {
  const request: Fields =
    name === 'Decrypt'
      ? { encryptionContext: context, encryptionAlgorithm: 'SYMMETRIC_DEFAULT' }
      : { encryptionContext: context, keyId: keyArn, keySpec: 'AES_256' };
  const account = keyArn.split(':')[4];
  return { service: 'kms', name, request, resources: [{ accountId: account, type: 'AWS::KMS::Key', ARN: keyArn }] };
}

/** EC2 writes the filters of a Describe call as sets, empty ones too. */
export const describe = (what: string, set: string): Operation =>
  call('ec2', `Describe${what}`, { maxResults: 1000, [set]: {}, filterSet: {} });

/** IAM and STS write dates for people to read: Nov 18, 2026 2:19:04 AM, STS with a comma before the time. */
export function longDate(time: number, join: ' ' | ', ' = ' '): string {
  const date = new Date(time);
  const [, day, month, year, clock] = /(\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? [];
  const hour = date.getUTCHours();
  return `${month} ${Number(day)}, ${year}${join}${hour % 12 || 12}${clock?.slice(2)} ${hour < 12 ? 'AM' : 'PM'}`;
}
