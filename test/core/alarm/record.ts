/** A record of a role that made a key for somebody, as a log file holds it. */
export const record = {
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAQQQQQQQQQQQQQQQQ:late',
    arn: 'arn:aws:sts::111122223333:assumed-role/deployer/late',
    accountId: '111122223333',
    accessKeyId: 'ASIAQQQQQQQQQQQQQQQQ',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAQQQQQQQQQQQQQQQQ',
        arn: 'arn:aws:iam::111122223333:role/ci/deployer',
        userName: 'deployer',
      },
    },
  },
  eventTime: '2026-06-01T03:12:45Z',
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateAccessKey',
  awsRegion: 'us-east-1',
  sourceIPAddress: '2001:db8::7',
  userAgent: 'aws-cli/2',
  requestParameters: { userName: 'bob' },
  responseElements: { accessKey: { accessKeyId: 'AKIAQQQQQQQQQQQQQQQQ', userName: 'bob', status: 'Active' } },
  eventID: 'b1a7c0de-0000-4000-8000-000000000001',
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
};

/** The record as an EventBridge event, with parts replaced. */
export const recordEvent = (parts: Record<string, unknown> = {}, detailType = 'AWS API Call via CloudTrail') => ({
  'detail-type': detailType,
  source: 'aws.iam',
  account: '111122223333',
  time: '2026-06-01T03:12:45Z',
  region: 'us-east-1',
  detail: { ...record, ...parts },
});
