import { expect, it } from 'vitest';
import type { Entities } from '../../../lib/core/entity.ts';
import { only } from './only.ts';
import { recordEvent } from './record.ts';

/** Longer than a page because every service writes its parameters in its own way. */
const calls: [call: string, parts: Record<string, unknown>, entities: Entities][] = [
  [
    'iam.amazonaws.com:CreatePolicy',
    { responseElements: { policy: { arn: 'arn:aws:iam::111122223333:policy/p' } } },
    { policyArn: ['arn:aws:iam::111122223333:policy/p'] },
  ],
  [
    'iam.amazonaws.com:AddRoleToInstanceProfile',
    { requestParameters: { instanceProfileName: 'web', roleName: 'ops' } },
    { resourceId: ['web'] },
  ],
  [
    'iam.amazonaws.com:DeleteOpenIDConnectProvider',
    { requestParameters: { openIDConnectProviderArn: 'arn:aws:iam::111122223333:oidc-provider/ci.example.com' } },
    { providerArn: ['arn:aws:iam::111122223333:oidc-provider/ci.example.com'] },
  ],
  [
    'ec2.amazonaws.com:StopInstances',
    { requestParameters: { instancesSet: { items: [{ instanceId: 'i-0123456789abcdef0' }] } } },
    { instanceId: ['i-0123456789abcdef0'] },
  ],
  [
    'ec2.amazonaws.com:CreateSecurityGroup',
    { responseElements: { groupId: 'sg-0123456789abcdef0' } },
    { securityGroupId: ['sg-0123456789abcdef0'] },
  ],
  [
    'ec2.amazonaws.com:CreateSnapshot',
    { requestParameters: { volumeId: 'vol-0123456789abcdef0' }, responseElements: { snapshotId: 'snap-0123456789abcdef0' } },
    { snapshotId: ['snap-0123456789abcdef0'], resourceId: ['vol-0123456789abcdef0', 'snap-0123456789abcdef0'] },
  ],
  [
    'ec2.amazonaws.com:ModifySnapshotAttribute',
    { requestParameters: { snapshotId: 'snap-0123456789abcdef0' } },
    { snapshotId: ['snap-0123456789abcdef0'] },
  ],
  ['ssm.amazonaws.com:PutParameter', { requestParameters: { name: '/db/password' } }, { secretArn: ['/db/password'] }],
  [
    'kms.amazonaws.com:Decrypt',
    { requestParameters: null, resources: [{ ARN: 'arn:aws:kms:us-east-1:111122223333:key/0a' }] },
    { keyId: ['arn:aws:kms:us-east-1:111122223333:key/0a'] },
  ],
  ['s3.amazonaws.com:ListObjects', { requestParameters: { bucketName: 'payroll', prefix: '2026/' } }, { objectKeyPrefix: ['2026/'] }],
  [
    'rds.amazonaws.com:ModifyDBSnapshotAttribute',
    { requestParameters: { dBSnapshotIdentifier: 'orders-final' } },
    { dbIdentifier: ['orders-final'] },
  ],
  [
    'rds.amazonaws.com:DeleteDBCluster',
    { requestParameters: { dBClusterIdentifier: 'orders', dBClusterSnapshotIdentifier: 'orders-copy' } },
    { dbIdentifier: ['orders', 'orders-copy'] },
  ],
  ['guardduty.amazonaws.com:DeleteDetector', { requestParameters: { detectorId: 'd0b31b' } }, { resourceId: ['d0b31b'] }],
  [
    'tagging.amazonaws.com:TagResources',
    { requestParameters: { resourceArn: 'arn:a', resourceArns: ['arn:b', 'arn:c'], resourceId: 'd', resource: 'e' } },
    { resourceId: ['arn:a', 'arn:b', 'arn:c', 'd', 'e'] },
  ],
  [
    'sts.amazonaws.com:AssumeRole',
    {
      requestParameters: { roleArn: 'arn:aws:iam::444455556666:role/ops', roleSessionName: 'x@y' },
      responseElements: {
        credentials: { accessKeyId: 'ASIARRRRRRRRRRRRRRRR' },
        assumedRoleUser: { arn: 'arn:aws:sts::444455556666:assumed-role/ops/x@y' },
      },
      resources: [{ ARN: 'arn:aws:iam::444455556666:role/ops', type: 'AWS::IAM::Role' }],
    },
    {
      accessKeyId: ['ASIAQQQQQQQQQQQQQQQQ', 'ASIARRRRRRRRRRRRRRRR'],
      roleArn: ['arn:aws:iam::444455556666:role/ops', 'arn:aws:sts::444455556666:assumed-role/ops/x@y'],
      roleSessionName: ['late', 'x@y'],
      resourceId: ['arn:aws:iam::444455556666:role/ops'],
    },
  ],
  [
    'iam.amazonaws.com:UpdateAccessKey',
    { requestParameters: { accessKeyId: 'AKIARRRRRRRRRRRRRRRR' } },
    { accessKeyId: ['ASIAQQQQQQQQQQQQQQQQ', 'AKIARRRRRRRRRRRRRRRR'] },
  ],
  [
    'iam.amazonaws.com:AttachGroupPolicy',
    { requestParameters: { groupName: 'admins', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' } },
    { targetName: ['admins'], policyArn: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
  ],
  [
    'iam.amazonaws.com:PutRolePolicy',
    { requestParameters: { roleName: 'ops', policyName: 'p' } },
    { targetRoleName: ['ops'], targetName: ['ops'], resourceId: ['p'] },
  ],
  [
    'iam.amazonaws.com:CreateSAMLProvider',
    { requestParameters: { sAMLProviderArn: 'arn:aws:iam::111122223333:saml-provider/idp' } },
    { providerArn: ['arn:aws:iam::111122223333:saml-provider/idp'] },
  ],
  [
    'ec2.amazonaws.com:RunInstances',
    {
      requestParameters: { instancesSet: { items: [{ imageId: 'ami-0123456789abcdef0' }] }, instanceType: 'p5.48xlarge' },
      responseElements: { instancesSet: { items: [{ instanceId: 'i-0123456789abcdef0' }, { instanceId: 'i-0123456789abcdef1' }] } },
    },
    { imageId: ['ami-0123456789abcdef0'], instanceType: ['p5.48xlarge'], instanceId: ['i-0123456789abcdef0', 'i-0123456789abcdef1'] },
  ],
  [
    'ec2.amazonaws.com:GetPasswordData',
    { requestParameters: { instanceId: 'i-0123456789abcdef0' } },
    { instanceId: ['i-0123456789abcdef0'] },
  ],
  [
    'ec2.amazonaws.com:AuthorizeSecurityGroupIngress',
    { requestParameters: { groupId: 'sg-0123456789abcdef0', vpcId: 'vpc-0123456789abcdef0' } },
    { securityGroupId: ['sg-0123456789abcdef0'], vpcId: ['vpc-0123456789abcdef0'] },
  ],
  [
    'ec2.amazonaws.com:DeleteFlowLogs',
    { requestParameters: { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: 'fl-0123456789abcdef0' } } } },
    { resourceId: ['fl-0123456789abcdef0'] },
  ],
  [
    'ec2.amazonaws.com:SharedSnapshotVolumeCreated',
    { requestParameters: null, serviceEventDetails: { snapshotId: 'snap-0123456789abcdef0' } },
    { snapshotId: ['snap-0123456789abcdef0'] },
  ],
  [
    'ssm.amazonaws.com:SendCommand',
    { requestParameters: { documentName: 'AWS-RunShellScript', instanceIds: ['i-0123456789abcdef0'] } },
    { documentName: ['AWS-RunShellScript'], instanceId: ['i-0123456789abcdef0'] },
  ],
  ['ssm.amazonaws.com:StartSession', { requestParameters: { target: 'i-0123456789abcdef0' } }, { instanceId: ['i-0123456789abcdef0'] }],
  [
    'ssm.amazonaws.com:GetParameters',
    { requestParameters: { names: ['/db/password', '/db/user'] } },
    { secretArn: ['/db/password', '/db/user'] },
  ],
  ['secretsmanager.amazonaws.com:GetSecretValue', { requestParameters: { secretId: 'db' } }, { secretArn: ['db'] }],
  ['kms.amazonaws.com:ScheduleKeyDeletion', { requestParameters: { keyId: 'alias/main' } }, { keyId: ['alias/main'] }],
  [
    'lambda.amazonaws.com:Invoke',
    { requestParameters: { functionName: 'arn:aws:lambda:us-east-1:111122223333:function:resize:7' } },
    { functionName: ['resize'] },
  ],
  [
    'lambda.amazonaws.com:AddPermission20150331v2',
    { requestParameters: { functionName: '111122223333:function:resize' } },
    { functionName: ['resize'] },
  ],
  [
    'lambda.amazonaws.com:CreateFunction20150331',
    { requestParameters: { functionName: 'resize', role: 'arn:aws:iam::111122223333:role/r' } },
    { functionName: ['resize'], roleArn: ['arn:aws:iam::111122223333:role/r'] },
  ],
  ['eks.amazonaws.com:DeleteCluster', { requestParameters: { name: 'prod' } }, { clusterName: ['prod'] }],
  [
    'ecs.amazonaws.com:RunTask',
    { requestParameters: { cluster: 'arn:aws:ecs:us-east-1:111122223333:cluster/batch' } },
    { clusterName: ['batch'] },
  ],
  ['bedrock.amazonaws.com:InvokeModel', { requestParameters: { modelId: 'anthropic.model-v2:0' } }, { modelId: ['anthropic.model-v2:0'] }],
  [
    's3.amazonaws.com:GetObject',
    { requestParameters: { bucketName: 'payroll', key: "it's/a b.xlsx" } },
    { bucketName: ['payroll'], objectKeyPrefix: ["it's/a b.xlsx"] },
  ],
  ['rds.amazonaws.com:DeleteDBInstance', { requestParameters: { dBInstanceIdentifier: 'orders' } }, { dbIdentifier: ['orders'] }],
  [
    'dynamodb.amazonaws.com:Scan',
    { requestParameters: { tableName: 'arn:aws:dynamodb:us-east-1:111122223333:table/orders' } },
    { tableName: ['orders'] },
  ],
  [
    'cloudtrail.amazonaws.com:StopLogging',
    { requestParameters: { name: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main' } },
    { trailName: ['arn:aws:cloudtrail:us-east-1:111122223333:trail/main'] },
  ],
  ['cloudtrail.amazonaws.com:PutEventSelectors', { requestParameters: { trailName: 'main' } }, { trailName: ['main'] }],
];
it.each(calls)('%s gives what it was done to', (type, parts, entities) => {
  const [eventSource, eventName] = type.split(':');
  const alarm = only(recordEvent({ eventSource, eventName, responseElements: null, ...parts }));
  expect(alarm).toMatchObject({ type, entities });
  expect(alarm.dropped).toEqual([]);
});
