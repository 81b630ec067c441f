/** A GuardDuty finding about an access key, as EventBridge delivers it, with parts replaced. */
export const findingEvent = (detail: Record<string, unknown> = {}) => ({
  version: '0',
  id: '0b4c6c0e-5a8b-4b6e-9d53-1f1a1f1a1f1a',
  'detail-type': 'GuardDuty Finding',
  source: 'aws.guardduty',
  account: '999988887777',
  time: '1970-01-01T00:00:00Z',
  region: 'eu-central-1',
  resources: [],
  detail: { ...finding, ...detail },
});

/** The finding of `findingEvent`. */
export const finding = {
  schemaVersion: '2.0',
  accountId: '111122223333',
  region: 'eu-west-1',
  partition: 'aws',
  id: '1ab92989eaf0e742df4a014d5aaaaaaa',
  arn: 'arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/1ab92989eaf0e742df4a014d5aaaaaaa',
  type: 'UnauthorizedAccess:IAMUser/TorIPCaller',
  severity: 8.0,
  createdAt: '2026-06-01T03:12:45.862Z',
  updatedAt: '2026-06-01T09:00:00.001Z',
  title: 'A call came from a Tor exit node.',
  description: 'A call came from a Tor exit node.',
  resource: {
    resourceType: 'AccessKey',
    accessKeyDetails: {
      accessKeyId: 'ASIAQQQQQQQQQQQQQQQQ',
      principalId: 'AROAQQQQQQQQQQQQQQQQ:night-shift',
      userType: 'AssumedRole',
      userName: 'deployer',
    },
  },
  service: {
    serviceName: 'guardduty',
    eventFirstSeen: '2026-06-01T03:00:00Z',
    eventLastSeen: '2026-06-01T03:10:00.5Z',
    resourceRole: 'TARGET',
    archived: false,
    count: 2,
    additionalInfo: { type: 'default', value: '{}' },
    action: {
      actionType: 'AWS_API_CALL',
      awsApiCallAction: {
        api: 'PutRolePolicy',
        serviceName: 'iam.amazonaws.com',
        callerType: 'Remote IP',
        errorCode: 'AccessDenied',
        remoteIpDetails: { ipAddressV4: '198.51.100.7', ipAddressV6: '' },
        affectedResources: { 'AWS::IAM::Role': 'arn:aws:iam::111122223333:role/path/admin' },
      },
    },
  },
};

/** The finding's `service` with another action. */
export const serviceWith = (action: Record<string, unknown>) => ({ ...finding.service, action });

/** The finding's keys as the SDKs and the AWS CLI print them. */
export function pascalCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pascalCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.charAt(0).toUpperCase() + key.slice(1), pascalCase(item)]));
}
