import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { EVERYTHING, resourcesWith, templateWith } from './synthesized.ts';

const Subscription = z.object({
  Protocol: z.string(),
  Endpoint: z.string(),
  TopicArn: z.string(),
  FilterPolicy: z.object({ severity: z.array(z.string()) }).optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string() }).optional(),
});
const resources = resourcesWith(EVERYTHING);
const subscriptions = resources('AWS::SNS::Subscription').map(({ properties }) => Subscription.parse(properties));
const topicOf = ({ TopicArn }: z.infer<typeof Subscription>) => /EstateTopics([a-z]+)/.exec(TopicArn)?.[1];

describe('the people whom settings name', () => {
  it('hear by mail of what is severe enough, and of the health of Trailwarden itself', () => {
    const mails = subscriptions.filter(({ Protocol }) => Protocol === 'email');
    expect(mails.map((mail) => [mail.Endpoint, topicOf(mail), mail.FilterPolicy?.severity])).toEqual([
      ['oncall@example.com', 'email', ['critical', 'high', 'medium', 'low']],
      ['oncall@example.com', 'health', undefined],
      ['audit@example.com', 'email', ['critical', 'high', 'medium', 'low', 'info']],
      ['audit@example.com', 'health', undefined],
    ]);
  });

  it('are paged at an address that the template does not hold, and a page that is not taken is not lost', () => {
    const [pager, ...others] = subscriptions.filter(({ Protocol }) => Protocol === 'https');
    expect(others).toEqual([]);
    expect(pager).toMatchObject({
      Endpoint: '{{resolve:secretsmanager:pagerduty/security:SecretString:::}}',
      FilterPolicy: { severity: ['critical', 'high'] },
    });
    expect(pager?.RedrivePolicy?.deadLetterTargetArn).toContain('LostPages');
  });

  it('talk in a channel that may do nothing', () => {
    const [slack] = resources('AWS::Chatbot::SlackChannelConfiguration');
    expect(slack?.properties).toMatchObject({
      GuardrailPolicies: ['arn:aws:iam::aws:policy/AWSDenyAll'],
      SnsTopicArns: [expect.stringContaining('chat'), expect.stringContaining('health')],
    });
    const [role] = resources('AWS::IAM::Role').filter(({ id }) => id.includes('Slack'));
    expect(role?.properties.Policies ?? role?.properties.ManagedPolicyArns).toBeUndefined();
  });

  it('are none where settings name none', () => {
    expect(resourcesWith({})('AWS::SNS::Subscription')).toEqual([]);
    expect(JSON.stringify(templateWith({}))).not.toContain('LostPages');
  });
});

describe('the folder', () => {
  it('is deleted when settings say, private, versioned and encrypted, and stays when the stack goes', () => {
    const [bucket] = resourcesWith({ retention: { investigationDays: 30 } })('AWS::S3::Bucket').filter(({ id }) =>
      id.startsWith('EstateFolder'),
    );
    expect(bucket?.properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }] },
    });
    expect(bucket?.properties.ObjectLockEnabled).toBe(false);
  });

  it('can be locked', () => {
    const [bucket] = resources('AWS::S3::Bucket').filter(({ id }) => id.startsWith('EstateFolder'));
    expect(bucket?.properties.ObjectLockEnabled).toBe(true);
  });
});
