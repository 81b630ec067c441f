import { describe, expect, it } from 'vitest';
import { parseAlarms } from '../../../lib/core/alarm/parse.ts';
import { finding, findingEvent, pascalCase } from './finding.ts';

const sequence = {
  uid: 'sequence-1',
  description: 'Credentials were stolen and data was taken.',
  actors: [
    {
      id: 'actor-1',
      user: {
        name: 'ann',
        type: 'IAMUser',
        uid: 'AIDAQQQQQQQQQQQQQQQQ',
        credentialUid: 'AKIAQQQQQQQQQQQQQQQQ',
        account: { uid: '111122223333' },
      },
    },
    {
      id: 'actor-2',
      user: { name: 'deployer', type: 'AssumedRole', uid: 'AROAQQQQQQQQQQQQQQQQ:late', credentialUid: 'ASIAQQQQQQQQQQQQQQQQ' },
      session: { uid: 's', issuer: 'arn:aws:iam::111122223333:role/deployer', mfaStatus: 'DISABLED' },
    },
  ],
  endpoints: [
    { id: 'e1', ip: '203.0.113.9', port: 443 },
    { id: 'e2', domain: 'example.com' },
  ],
  resources: [
    {
      uid: 'AKIAQQQQQQQQQQQQQQQQ',
      resourceType: 'ACCESS_KEY',
      data: { accessKey: { principalId: 'AIDAQQQQQQQQQQQQQQQQ', userName: 'ann', userType: 'IAMUser' } },
    },
    { uid: 'arn:aws:s3:::payroll', name: 'payroll', resourceType: 'S3_BUCKET' },
    { uid: 'arn:aws:s3:::backups/2026/all.zip', resourceType: 'S3_OBJECT', data: { s3Object: { key: '2026/all.zip' } } },
    {
      uid: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0',
      resourceType: 'EC2_INSTANCE',
      data: { ec2Instance: { instanceType: 't3.micro', IamInstanceProfile: { arn: 'arn' } } },
    },
    { uid: 'arn:aws:eks:eu-west-1:111122223333:cluster/prod', resourceType: 'EKS_CLUSTER' },
    { uid: 'arn:aws:ecs:eu-west-1:111122223333:cluster/batch', resourceType: 'ECS_CLUSTER' },
    { uid: 'arn:aws:ec2:eu-west-1::image/ami-0123456789abcdef0', resourceType: 'EC2_IMAGE' },
    { uid: 'vpc-0123456789abcdef0', resourceType: 'EC2_VPC' },
    {
      uid: 'eni-0123456789abcdef0',
      resourceType: 'EC2_NETWORK_INTERFACE',
      data: { ec2NetworkInterface: { vpcId: 'vpc-0123456789abcdef1', securityGroups: [{ groupId: 'sg-0123456789abcdef0' }] } },
    },
    { uid: 'arn:aws:new:eu-west-1:111122223333:thing/t', resourceType: 'NOT_KNOWN_YET' },
  ],
  signals: [
    {
      uid: 'signal-1',
      type: 'CLOUD_TRAIL',
      activities: [{ api: { service: 'cloudtrail.amazonaws.com', operation: 'StopLogging', error: 'AccessDenied' } }],
      signalIndicators: [{ key: 'HIGH_RISK_API', values: ['iam:CreateRole'] }],
    },
  ],
  sequenceIndicators: [
    { key: 'HIGH_RISK_API', values: ['cloudtrail:DeleteTrail', 'iam:CreateRole'] },
    { key: 'ATTACK_TECHNIQUE', values: ['T1098 - Account Manipulation'] },
  ],
};

const { action: _none, ...service } = finding.service;
const event = (type: string) =>
  findingEvent({ type, severity: 9, resource: { resourceType: 'AttackSequence' }, service: { ...service, detection: { sequence } } });

const ENTITIES = {
  accountId: ['111122223333'],
  region: ['eu-west-1'],
  principalName: ['ann', 'deployer'],
  principalType: ['IAMUser', 'AssumedRole'],
  principalId: ['AIDAQQQQQQQQQQQQQQQQ', 'AROAQQQQQQQQQQQQQQQQ:late'],
  roleSessionName: ['late'],
  accessKeyId: ['AKIAQQQQQQQQQQQQQQQQ', 'ASIAQQQQQQQQQQQQQQQQ'],
  principalArn: ['arn:aws:iam::111122223333:role/deployer'],
  sourceIp: ['203.0.113.9'],
  eventSource: ['cloudtrail.amazonaws.com', 'iam.amazonaws.com'],
  eventName: ['StopLogging', 'DeleteTrail', 'CreateRole'],
  errorCode: ['AccessDenied'],
  bucketName: ['payroll', 'backups'],
  objectKeyPrefix: ['2026/all.zip'],
  instanceId: ['i-0123456789abcdef0'],
  instanceType: ['t3.micro'],
  clusterName: ['prod', 'batch'],
  imageId: ['ami-0123456789abcdef0'],
  vpcId: ['vpc-0123456789abcdef0', 'vpc-0123456789abcdef1'],
  securityGroupId: ['sg-0123456789abcdef0'],
};

describe('a finding with a sequence', () => {
  it.each(['AttackSequence:IAM/CompromisedCredentials', 'CustomDetection:Account/my-rule'])(
    'of type %s gives all actors, endpoints, resources and calls',
    (type) => {
      const [alarm] = parseAlarms(event(type));
      expect(alarm).toMatchObject({ kind: 'guardduty', type, severity: 'critical', dropped: [], entities: ENTITIES });
      expect(alarm?.entities.resourceId).toEqual(expect.arrayContaining(sequence.resources.map(({ uid }) => uid)));
    },
  );

  it('is the same alarm in the case of the SDKs', () => {
    const type = 'AttackSequence:S3/CompromisedData';
    expect(parseAlarms(pascalCase(event(type).detail))).toEqual(parseAlarms(event(type)));
  });
});
