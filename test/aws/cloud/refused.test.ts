import { describe, expect, test } from 'vitest';
import { permitted, Refused } from '../../../lib/aws/cloud/refused.ts';
import { awsError } from './deployment.ts';

const USER = 'arn:aws:sts::111122223333:assumed-role/on-call/me';
const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:M';

const thrownFor = async (name: string, message: string): Promise<unknown> =>
  permitted('s3:GetObject', async () => {
    throw awsError(name, message);
  }).catch((thrown: unknown) => thrown);

describe('what AWS refuses', () => {
  test.each([
    [
      'AccessDeniedException',
      `User: ${USER} is not authorized to perform: states:StartExecution on resource: ${MACHINE} because no identity-based policy allows the states:StartExecution action`,
      `missing permission states:StartExecution on ${MACHINE} for ${USER}; ask whoever administers the account for it`,
    ],
    [
      'AccessDenied',
      `User: ${USER} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/investigations/x/report.json" because no identity-based policy allows the s3:GetObject action`,
      `missing permission s3:GetObject on arn:aws:s3:::b/investigations/x/report.json for ${USER}; the managed policy that the stack names in its output ReaderPolicyArn gives it`,
    ],
    [
      'AccessDenied',
      `User: ${USER} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/investigations/x/evidence/a" because no identity-based policy allows the s3:GetObject action`,
      `missing permission s3:GetObject on arn:aws:s3:::b/investigations/x/evidence/a for ${USER}; ask whoever administers the account for it`,
    ],
    [
      'AccessDenied',
      `User: ${USER} is not authorized to perform: iam:ListRoles with an explicit deny in a service control policy`,
      `missing permission iam:ListRoles for ${USER}; a service control policy of the organization denies it, which only the organization can change`,
    ],
    [
      'AccessDenied',
      `User: ${USER} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/x" with an explicit deny in a resource-based policy`,
      `missing permission s3:GetObject on arn:aws:s3:::b/x for ${USER}; the policy of the resource denies it: evidence and answers are open to the investigation alone`,
    ],
    [
      'AccessDenied',
      'Access Denied',
      'missing permission s3:GetObject; the managed policy that the stack names in its output ReaderPolicyArn gives it',
    ],
  ])('is told of %s with the permission that is missing', async (name, message, said) => {
    const thrown = await thrownFor(name, message);
    expect(thrown).toBeInstanceOf(Refused);
    expect(thrown).toHaveProperty('message', said);
  });

  test('names the permission that AWS names, else the one that the call needs', async () => {
    expect(await thrownFor('AccessDenied', 'User: a is not authorized to perform: kms:Decrypt on resource: k')).toHaveProperty(
      'permission',
      'kms:Decrypt',
    );
    expect(await thrownFor('AccessDenied', 'Access Denied')).toHaveProperty('permission', 's3:GetObject');
  });
});

describe('what else goes wrong on the way to AWS', () => {
  test.each([
    [
      'CredentialsProviderError',
      'Could not load credentials from any providers',
      /^no AWS credentials \(Could not load .*--profile or AWS_PROFILE$/,
    ],
    [
      'ExpiredTokenException',
      'The security token included in the request is expired',
      /^the AWS credentials have expired .*sign in again$/,
    ],
    ['UnrecognizedClientException', 'The security token included in the request is invalid.', /^AWS does not know these credentials/],
    ['ThrottlingException', 'Rate exceeded', /^AWS throttles s3:GetObject, also after five attempts; wait a minute/],
    ['TimeoutError', 'socket', /^AWS cannot be reached \(socket\)/],
  ])('is told of %s with what to do', async (name, message, said) => {
    expect(await thrownFor(name, message)).toHaveProperty('message', expect.stringMatching(said));
  });

  test('is told of a connection by its code', async () => {
    const refused = permitted('x', async () => {
      throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' });
    });
    await expect(refused).rejects.toThrow(/^AWS cannot be reached \(connect ECONNREFUSED/);
  });

  test('is the input where there is no Region', async () => {
    expect(await thrownFor('Error', 'Region is missing')).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('give --region'),
    });
  });

  test('is left as it is where nothing better is known', async () => {
    expect(await thrownFor('ExecutionDoesNotExist', 'x')).toMatchObject({ name: 'ExecutionDoesNotExist', message: 'x' });
  });
});
