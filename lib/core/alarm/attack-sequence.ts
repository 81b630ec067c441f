import { bucketOf, lastPart, sessionName } from './part.ts';
import { type Candidate, candidatesAt, candidatesByType, type Source, valuesAt } from './source.ts';

/** The service out of `iam:CreateRole`, as CloudTrail names it. */
const serviceOf = (api: string): string => (api.includes(':') ? `${api.split(':')[0]}.amazonaws.com` : '');

/** Who, from where and with what: GuardDuty API Reference, Sequence. Findings of custom detection rules have the same structure. */
const SEQUENCE: readonly Source[] = [
  ['principalName', 'actors.user.name'],
  ['principalType', 'actors.user.type'],
  ['principalId', 'actors.user.uid'],
  ['roleSessionName', 'actors.user.uid', sessionName],
  ['accessKeyId', 'actors.user.credentialUid'],
  ['principalArn', 'actors.session.issuer'],
  ['sourceIp', 'endpoints.ip'],
  ['eventSource', 'signals.activities.api.service'],
  ['eventName', 'signals.activities.api.operation'],
  ['errorCode', 'signals.activities.api.error'],
  ['resourceId', 'resources.uid'],
];

/** Resources by `resourceType`: GuardDuty API Reference, ResourceV2. Its `uid` is an ARN for most types, the bare id for others. */
const RESOURCES = new Map<unknown, readonly Source[]>([
  [
    'ACCESS_KEY',
    [
      ['accessKeyId', 'uid', lastPart],
      ['principalName', 'data.accessKey.userName'],
      ['principalType', 'data.accessKey.userType'],
      ['principalId', 'data.accessKey.principalId'],
    ],
  ],
  ['S3_BUCKET', [['bucketName', 'name | uid', lastPart]]],
  [
    'S3_OBJECT',
    [
      ['bucketName', 'uid', bucketOf],
      ['objectKeyPrefix', 'data.s3Object.key'],
    ],
  ],
  [
    'EC2_INSTANCE',
    [
      ['instanceId', 'uid', lastPart],
      ['instanceType', 'data.ec2Instance.instanceType'],
    ],
  ],
  [
    'EC2_NETWORK_INTERFACE',
    [
      ['securityGroupId', 'data.ec2NetworkInterface.securityGroups.groupId'],
      ['vpcId', 'data.ec2NetworkInterface.vpcId'],
    ],
  ],
  ['EC2_IMAGE', [['imageId', 'uid', lastPart]]],
  ['EC2_VPC', [['vpcId', 'uid', lastPart]]],
  ['EKS_CLUSTER', [['clusterName', 'uid', lastPart]]],
  ['ECS_CLUSTER', [['clusterName', 'uid', lastPart]]],
]);

const HIGH_RISK: readonly Source[] = [
  ['eventSource', 'values', serviceOf],
  ['eventName', 'values', lastPart],
];
/** Sensitive calls, written like `cloudtrail:DeleteTrail`. */
const INDICATORS = new Map<unknown, readonly Source[]>([['HIGH_RISK_API', HIGH_RISK]]);

/** What a sequence of signals names: several actors, endpoints and resources in one finding. Security Hub keeps it outside `service`. */
export function sequenceCandidates(finding: unknown): Candidate[] {
  const sequence = valuesAt(finding, 'service.detection.sequence | detection.sequence')[0];
  const indicators = [...valuesAt(sequence, 'sequenceIndicators'), ...valuesAt(sequence, 'signals.signalIndicators')];
  return [
    ...candidatesAt(sequence, SEQUENCE),
    ...candidatesByType(valuesAt(sequence, 'resources'), 'resourceType', RESOURCES),
    ...candidatesByType(indicators, 'key', INDICATORS),
  ];
}
