import { describe, expect, it } from 'vitest';
import { only } from './only.ts';
import { recordEvent } from './record.ts';

describe('a sign-in', () => {
  const signIn = (parts: Record<string, unknown>) =>
    only(
      recordEvent(
        {
          eventSource: 'signin.amazonaws.com',
          eventName: 'ConsoleLogin',
          requestParameters: null,
          eventType: 'AwsConsoleSignIn',
          ...parts,
        },
        'AWS Console Sign In via CloudTrail',
      ),
    );

  it('that failed for an unknown name keeps what CloudTrail wrote for it as a user name, never as a principal', () => {
    const alarm = signIn({
      userIdentity: { type: 'IAMUser', accountId: '111122223333', accessKeyId: '', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      responseElements: { ConsoleLogin: 'Failure' },
      errorMessage: 'No username found in supplied account',
    });
    expect(alarm).toMatchObject({
      type: 'signin.amazonaws.com:ConsoleLogin',
      severity: 'low',
      entities: { userName: ['HIDDEN_DUE_TO_SECURITY_REASONS'], principalType: ['IAMUser'] },
      dropped: [{ name: 'principalName', value: 'HIDDEN_DUE_TO_SECURITY_REASONS' }],
    });
    expect(alarm.entities).not.toHaveProperty('principalName');
    expect(alarm.entities).not.toHaveProperty('accessKeyId');
  });

  it('of a user names him', () => {
    const userIdentity = {
      type: 'IAMUser',
      principalId: 'AIDAQQQQQQQQQQQQQQQQ',
      arn: 'arn:aws:iam::111122223333:user/ann',
      userName: 'ann',
    };
    expect(signIn({ userIdentity, responseElements: { ConsoleLogin: 'Success' } })).toMatchObject({
      severity: 'medium',
      entities: { userName: ['ann'], principalName: ['ann'], principalArn: ['arn:aws:iam::111122223333:user/ann'] },
    });
  });

  it('at Identity Center names the person who typed a name', () => {
    const userIdentity = { type: 'IdentityCenterUser', accountId: '111122223333' };
    expect(
      signIn({ eventName: 'UserAuthentication', userIdentity, additionalEventData: { UserName: 'ann@example.com' } }).entities,
    ).toMatchObject({
      userName: ['ann@example.com'],
      identityCenterUserName: ['ann@example.com'],
    });
  });

  it('at Identity Center that failed is less severe', () => {
    expect(
      signIn({ eventName: 'CredentialVerification', responseElements: null, serviceEventDetails: { CredentialVerification: 'Failure' } })
        .severity,
    ).toBe('low');
  });
});
