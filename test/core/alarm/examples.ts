import { finding, findingEvent } from './finding.ts';

const trail = {
  eventVersion: '1.11',
  eventID: 'b1a7c0de-0000-4000-8000-000000000001',
  eventTime: '2026-06-01T03:12:45Z',
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateAccessKey',
  awsRegion: 'us-east-1',
  recipientAccountId: '111122223333',
  sourceIPAddress: '198.51.100.7',
  vpcEndpointId: 'vpce-0123456789abcdef0',
  errorCode: 'AccessDenied',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAQQQQQQQQQQQQQQQQ:late',
    arn: 'arn:aws:sts::111122223333:assumed-role/deployer/late',
    accessKeyId: 'ASIAQQQQQQQQQQQQQQQQ',
    sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/deployer', userName: 'deployer' } },
  },
  requestParameters: {
    userName: 'bob',
    policyArn: 'arn:aws:iam::aws:policy/X',
    bucketName: 'payroll',
    instanceIds: ['i-0123456789abcdef0'],
  },
  responseElements: { accessKey: { accessKeyId: 'AKIAQQQQQQQQQQQQQQQQ' } },
  resources: [{ ARN: 'arn:aws:iam::111122223333:user/bob' }],
};
const asff = {
  Id: 'arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/f',
  ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/guardduty',
  AwsAccountId: '111122223333',
  Types: ['TTPs/Discovery/Recon:IAMUser-TorIPCaller'],
  CreatedAt: '2026-06-01T03:12:45Z',
  Severity: { Label: 'HIGH' },
  ProductFields: { 'aws/guardduty/service/action/awsApiCallAction/remoteIpDetails/ipAddressV4': '198.51.100.7' },
  Resources: [{ Type: 'AwsEc2Instance', Id: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0' }],
};
const alarm = {
  AlarmName: 'CIS-1',
  AWSAccountId: '111122223333',
  NewStateValue: 'ALARM',
  StateChangeTime: '2026-06-01T03:05:40.989+0000',
  AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:CIS-1',
};
const sequence = {
  actors: [
    {
      user: { name: 'ann', uid: 'AIDAQQQQQQQQQQQQQQQQ', credentialUid: 'AKIAQQQQQQQQQQQQQQQQ' },
      session: { issuer: 'arn:aws:iam::111122223333:role/r' },
    },
  ],
  endpoints: [{ ip: '203.0.113.9' }],
  resources: [{ resourceType: 'S3_BUCKET', uid: 'arn:aws:s3:::payroll', name: 'payroll' }],
  sequenceIndicators: [{ key: 'HIGH_RISK_API', values: ['iam:CreateRole'] }],
};
/** Resources of several types at once. */
export const resource = {
  ...finding.resource,
  instanceDetails: {
    instanceId: 'i-0123456789abcdef0',
    imageId: 'ami-0123456789abcdef0',
    networkInterfaces: [{ vpcId: 'vpc-0123456789abcdef0' }],
  },
  s3BucketDetails: [{ name: 'payroll' }],
  lambdaDetails: { functionName: 'resize', role: 'arn:aws:iam::111122223333:role/r' },
  rdsDbInstanceDetails: { dbInstanceIdentifier: 'orders' },
  eksClusterDetails: { name: 'prod' },
};
/** Alarms of every kind, with texts where entities and times are read from. */
export const EXAMPLES = [
  findingEvent({ resource }),
  findingEvent({ resource: {}, service: { ...finding.service, detection: { sequence } } }),
  trail,
  {
    ...trail,
    eventSource: 'sts.amazonaws.com',
    requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/r', roleSessionName: 'late' },
  },
  { ...trail, eventSource: 'lambda.amazonaws.com', requestParameters: { functionName: 'resize' } },
  asff,
  alarm,
];
