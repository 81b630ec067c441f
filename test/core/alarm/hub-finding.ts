/** The finding of finding.ts in the format of Security Hub. */
export const guardDutyFinding = {
  SchemaVersion: '2018-10-08',
  Id: 'arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/1ab92989eaf0e742df4a014d5aaaaaaa',
  ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/guardduty',
  ProductName: 'GuardDuty',
  GeneratorId: 'arn:aws:guardduty:eu-west-1:111122223333:detector/d',
  AwsAccountId: '111122223333',
  Region: 'eu-west-1',
  Types: ['TTPs/Command and Control/UnauthorizedAccess:IAMUser-TorIPCaller'],
  FirstObservedAt: '2026-06-01T03:00:00Z',
  LastObservedAt: '2026-06-01T03:10:00Z',
  CreatedAt: '2026-06-01T03:12:45.862Z',
  UpdatedAt: '2026-06-01T03:12:45.862Z',
  Severity: { Label: 'HIGH', Normalized: 80, Product: 8 },
  Title: 'A call came from a Tor exit node.',
  ProductFields: {
    'aws/guardduty/service/action/actionType': 'AWS_API_CALL',
    'aws/guardduty/service/action/awsApiCallAction/api': 'PutRolePolicy',
    'aws/guardduty/service/action/awsApiCallAction/serviceName': 'iam.amazonaws.com',
    'aws/guardduty/service/action/awsApiCallAction/remoteIpDetails/ipAddressV4': '198.51.100.7',
    'aws/guardduty/service/action/awsApiCallAction/affectedResources/AWS::IAM::Role': 'arn:aws:iam::111122223333:role/admin',
    'aws/securityhub/ProductName': 'GuardDuty',
  },
  Resources: [
    {
      Type: 'AwsIamAccessKey',
      Id: 'AWS::IAM::AccessKey:ASIAQQQQQQQQQQQQQQQQ',
      Region: 'eu-west-1',
      Details: { AwsIamAccessKey: { PrincipalId: 'AROAQQQQQQQQQQQQQQQQ:late', PrincipalType: 'AssumedRole', PrincipalName: 'deployer' } },
    },
  ],
  RecordState: 'ACTIVE',
};

/** An event of Security Hub around a finding. */
export const hubEvent = (finding: unknown, detailType = 'Security Hub Findings - Imported') => ({
  version: '0',
  'detail-type': detailType,
  source: 'aws.securityhub',
  account: '999988887777',
  time: '2026-06-01T03:15:00Z',
  region: 'eu-central-1',
  detail: { findings: [finding] },
});
