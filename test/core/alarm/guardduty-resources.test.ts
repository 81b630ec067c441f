import { expect, it } from 'vitest';
import type { Entities } from '../../../lib/core/entity.ts';
import { findingEvent, serviceWith } from './finding.ts';
import { only } from './only.ts';

const resources: [type: string, resource: Record<string, unknown>, entities: Entities][] = [
  [
    'Instance',
    {
      instanceDetails: {
        instanceId: 'i-0123456789abcdef0',
        instanceType: 't3.micro',
        imageId: 'ami-0123456789abcdef0',
        iamInstanceProfile: { arn: 'arn:aws:iam::111122223333:instance-profile/web', id: 'AIPA' },
        // Older findings wrote the list with a capital.
        networkInterfaces: [{ vpcId: 'vpc-0123456789abcdef0', SecurityGroups: [{ groupId: 'sg-0123456789abcdef0', groupName: 'web' }] }],
      },
    },
    {
      instanceId: ['i-0123456789abcdef0'],
      instanceType: ['t3.micro'],
      imageId: ['ami-0123456789abcdef0'],
      vpcId: ['vpc-0123456789abcdef0'],
      securityGroupId: ['sg-0123456789abcdef0'],
      resourceId: [
        'arn:aws:iam::111122223333:instance-profile/web',
        'i-0123456789abcdef0',
        'ami-0123456789abcdef0',
        'sg-0123456789abcdef0',
      ],
    },
  ],
  [
    'S3Bucket',
    { s3BucketDetails: [{ name: 'payroll' }, { name: 'backups', s3ObjectDetails: [{ key: "it's/2026 plan.xlsx" }] }] },
    { bucketName: ['payroll', 'backups'], objectKeyPrefix: ["it's/2026 plan.xlsx"], resourceId: ['payroll', 'backups'] },
  ],
  [
    'EKSCluster',
    {
      eksClusterDetails: { name: 'prod', arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/prod', vpcId: 'vpc-0123456789abcdef0' },
      kubernetesDetails: {
        kubernetesUserDetails: { username: 'arn:aws:sts::111122223333:assumed-role/ops/ann', sessionName: ['ann'] },
      },
    },
    {
      clusterName: ['prod'],
      vpcId: ['vpc-0123456789abcdef0'],
      principalArn: ['arn:aws:sts::111122223333:assumed-role/ops/ann'],
      roleSessionName: ['ann'],
      resourceId: ['prod'],
    },
  ],
  [
    'ECSCluster',
    {
      ecsClusterDetails: {
        name: 'batch',
        taskDetails: {
          arn: 'arn:aws:ecs:eu-west-1:111122223333:task/batch/0a',
          definitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/job:3',
        },
      },
    },
    {
      clusterName: ['batch'],
      resourceId: ['arn:aws:ecs:eu-west-1:111122223333:task/batch/0a', 'arn:aws:ecs:eu-west-1:111122223333:task-definition/job:3', 'batch'],
    },
  ],
  ['Container', { containerDetails: { id: 'a1b2c3' } }, { resourceId: ['a1b2c3'] }],
  [
    'Lambda',
    {
      lambdaDetails: {
        functionName: 'resize',
        functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:resize:7',
        role: 'arn:aws:iam::111122223333:role/service-role/resize',
        vpcConfig: { vpcId: 'vpc-0123456789abcdef0', securityGroups: [{ groupId: 'sg-0123456789abcdef0' }] },
      },
    },
    {
      functionName: ['resize'],
      roleArn: ['arn:aws:iam::111122223333:role/service-role/resize'],
      vpcId: ['vpc-0123456789abcdef0'],
      securityGroupId: ['sg-0123456789abcdef0'],
      resourceId: ['arn:aws:lambda:eu-west-1:111122223333:function:resize:7', 'resize', 'sg-0123456789abcdef0'],
    },
  ],
  [
    'RDSDBInstance',
    { rdsDbInstanceDetails: { dbInstanceIdentifier: 'orders-1', dbClusterIdentifier: 'orders' } },
    { dbIdentifier: ['orders-1', 'orders'], resourceId: ['orders-1', 'orders'] },
  ],
  ['RDSLimitlessDB', { rdsLimitlessDbDetails: { dbClusterIdentifier: 'big' } }, { dbIdentifier: ['big'], resourceId: ['big'] }],
  [
    'EBSSnapshot',
    { ebsSnapshotDetails: { snapshotArn: 'arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0' } },
    { snapshotId: ['snap-0123456789abcdef0'], resourceId: ['snap-0123456789abcdef0'] },
  ],
  [
    'EBSVolume',
    { ebsVolumeDetails: { scannedVolumeDetails: [{ volumeArn: 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-0a' }] } },
    { resourceId: ['arn:aws:ec2:eu-west-1:111122223333:volume/vol-0a'] },
  ],
  [
    'RecoveryPoint',
    { recoveryPointDetails: { recoveryPointArn: 'arn:aws:backup:eu-west-1:111122223333:recovery-point:0a' } },
    { resourceId: ['arn:aws:backup:eu-west-1:111122223333:recovery-point:0a'] },
  ],
  [
    'EC2Image',
    { ec2ImageDetails: { imageArn: 'arn:aws-cn:ec2:cn-north-1::image/ami-0123456789abcdef0' } },
    { imageId: ['ami-0123456789abcdef0'], resourceId: ['ami-0123456789abcdef0'] },
  ],
  [
    'Model',
    { modelDetails: [{ modelId: 'anthropic.model-v2:0' }] },
    { modelId: ['anthropic.model-v2:0'], resourceId: ['anthropic.model-v2:0'] },
  ],
];
it.each(resources)('a GuardDuty finding about a resource of type %s gives what identifies it', (resourceType, resource, entities) => {
  const alarm = only(findingEvent({ resource: { resourceType, ...resource }, service: serviceWith({}) }));
  expect(alarm.entities).toEqual({ accountId: ['111122223333'], region: ['eu-west-1'], ...entities });
});
