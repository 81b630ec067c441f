import { describe, expect, it } from 'vitest';
import type { Entities } from '../../../lib/core/entity.ts';
import { guardDutyFinding, hubEvent } from './hub-finding.ts';
import { only } from './only.ts';

describe('a finding of another product', () => {
  const other = {
    ...guardDutyFinding,
    Id: 'arn:aws:inspector2:eu-west-1:111122223333:finding/0a',
    ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/inspector',
    Region: undefined,
    Types: ['Software and Configuration Checks/Vulnerabilities/CVE'],
    ProductFields: { 'aws/securityhub/SeverityLabel': 'LOW' },
  };

  it('has its own type and id, and the Region of its product', () => {
    expect(only(hubEvent({ ...other, Resources: [] }))).toMatchObject({
      kind: 'securityhub',
      type: 'Software and Configuration Checks/Vulnerabilities/CVE',
      dedupKey: `securityhub:111122223333:eu-west-1:${other.Id}`,
      region: 'eu-west-1',
      entities: { accountId: ['111122223333'], region: ['eu-west-1'] },
    });
  });

  const arn = (service: string, rest: string) => `arn:aws-us-gov:${service}:us-gov-west-1:111122223333:${rest}`;
  const resources: [type: string, id: string, entities: Entities][] = [
    ['AwsEc2Instance', arn('ec2', 'instance/i-0123456789abcdef0'), { instanceId: ['i-0123456789abcdef0'] }],
    ['AwsEcsCluster', arn('ecs', 'cluster/batch'), { clusterName: ['batch'] }],
    ['AwsRdsDbCluster', arn('rds', 'cluster:orders'), { dbIdentifier: ['orders'] }],
    ['AwsEc2Vpc', arn('ec2', 'vpc/vpc-0123456789abcdef0'), { vpcId: ['vpc-0123456789abcdef0'] }],
    ['AwsS3Bucket', 'arn:aws:s3:::payroll', { bucketName: ['payroll'] }],
    ['AwsS3Object', 'arn:aws:s3:::payroll/2026/a.zip', { bucketName: ['payroll'] }],
    ['AwsIamUser', arn('iam', 'user/ann'), { principalName: ['ann'], targetUserName: ['ann'] }],
    ['AwsIamRole', arn('iam', 'role/x/ops'), { principalName: ['ops'], targetRoleName: ['ops'], roleArn: [arn('iam', 'role/x/ops')] }],
    ['AwsIamPolicy', arn('iam', 'policy/p'), { policyArn: [arn('iam', 'policy/p')] }],
    ['AwsLambdaFunction', arn('lambda', 'function:resize:7'), { functionName: ['resize'] }],
    ['AwsEksCluster', arn('eks', 'cluster/prod'), { clusterName: ['prod'] }],
    ['AwsRdsDbInstance', arn('rds', 'db:orders'), { dbIdentifier: ['orders'] }],
    ['AwsDynamoDbTable', arn('dynamodb', 'table/orders'), { tableName: ['orders'] }],
    ['AwsCloudTrailTrail', arn('cloudtrail', 'trail/main'), { trailName: ['main'] }],
    ['AwsEc2SecurityGroup', arn('ec2', 'security-group/sg-0123456789abcdef0'), { securityGroupId: ['sg-0123456789abcdef0'] }],
    ['AwsKmsKey', arn('kms', 'key/0a'), { keyId: [arn('kms', 'key/0a')] }],
    ['AwsSecretsManagerSecret', arn('secretsmanager', 'secret:s'), { secretArn: [arn('secretsmanager', 'secret:s')] }],
    ['Other', arn('new', 'thing/t'), { resourceId: [arn('new', 'thing/t')] }],
  ];
  it.each(resources)('gives the resource of type %s', (Type, Id, entities) => {
    const alarm = only(hubEvent({ ...other, Resources: [{ Type, Id }] }));
    expect(alarm.entities).toMatchObject(entities);
    expect(alarm.dropped).toEqual([]);
  });

  it('gives the details of an instance and of a function', () => {
    const instance = {
      ImageId: 'ami-0123456789abcdef0',
      Type: 't3.micro',
      VpcId: 'vpc-0123456789abcdef0',
      IamInstanceProfileArn: 'arn:aws:iam::1:p',
    };
    const Resources = [
      { Type: 'AwsEc2Instance', Id: arn('ec2', 'instance/i-0123456789abcdef0'), Details: { AwsEc2Instance: instance } },
      { Type: 'AwsLambdaFunction', Id: arn('lambda', 'function:f'), Details: { AwsLambdaFunction: { Role: arn('iam', 'role/r') } } },
    ];
    expect(only(hubEvent({ ...other, Resources })).entities).toMatchObject({
      imageId: ['ami-0123456789abcdef0'],
      instanceType: ['t3.micro'],
      vpcId: ['vpc-0123456789abcdef0'],
      roleArn: [arn('iam', 'role/r')],
      resourceId: expect.arrayContaining(['arn:aws:iam::1:p']),
    });
  });

  it.each([
    [{ Label: 'CRITICAL' }, 'critical'],
    [{ Label: 'INFORMATIONAL' }, 'info'],
    [{ Normalized: 90 }, 'low'],
  ])('of severity %j is %s: the label counts, its own or the one among its product fields', (Severity, expected) => {
    expect(only(hubEvent({ ...other, Severity })).severity).toBe(expected);
  });

  it.each([
    [90, 'critical'],
    [70, 'high'],
    [40, 'medium'],
    [1, 'low'],
    [0, 'info'],
    [undefined, 'medium'],
  ])('of normalized severity %s and no label is %s', (Normalized, expected) => {
    expect(only(hubEvent({ ...other, Severity: { Normalized }, ProductFields: {} })).severity).toBe(expected);
  });
});
