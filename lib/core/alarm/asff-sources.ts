import type { EntityName } from '../entity.ts';
import { ACTION } from './guardduty-sources.ts';
import { bucketOf, functionName, lastPart, sessionName } from './part.ts';
import { type Candidate, partOf, type Source } from './source.ts';

/** The id of a resource, an ARN for nearly all types, as what it names. */
const named = (...names: EntityName[]): Source[] => [...names.map((name): Source => [name, 'id', lastPart]), ['resourceId', 'id']];

/** `AWS::IAM::AccessKey:ASIA...`; the key is `null` where GuardDuty saw a sign-in. */
const keyOf = (id: string): string => lastPart(id).replace(/^null$/, '');

/** Resources by type: Security Hub User Guide, "Resources" of ASFF. */
export const ASFF_RESOURCES = new Map<unknown, readonly Source[]>([
  [
    'AwsIamAccessKey',
    [
      ['accessKeyId', 'details.awsIamAccessKey.accessKeyId'],
      ['accessKeyId', 'id', keyOf],
      ['principalId', 'details.awsIamAccessKey.principalId'],
      ['roleSessionName', 'details.awsIamAccessKey.principalId', sessionName],
      ['principalType', 'details.awsIamAccessKey.principalType'],
      ['principalName', 'details.awsIamAccessKey.principalName | details.awsIamAccessKey.userName'],
      ['userName', 'details.awsIamAccessKey.principalName | details.awsIamAccessKey.userName'],
    ],
  ],
  [
    'AwsEc2Instance',
    [
      ...named('instanceId'),
      ['imageId', 'details.awsEc2Instance.imageId'],
      ['instanceType', 'details.awsEc2Instance.type'],
      ['vpcId', 'details.awsEc2Instance.vpcId'],
      ['resourceId', 'details.awsEc2Instance.iamInstanceProfileArn'],
    ],
  ],
  ['AwsS3Bucket', named('bucketName')],
  [
    'AwsS3Object',
    [
      ['bucketName', 'id', bucketOf],
      ['resourceId', 'id'],
    ],
  ],
  ['AwsIamUser', named('principalName', 'targetUserName', 'targetName')],
  ['AwsIamRole', [...named('principalName', 'targetRoleName', 'targetName'), ['roleArn', 'id']]],
  ['AwsIamPolicy', [['policyArn', 'id']]],
  [
    'AwsLambdaFunction',
    [
      ['functionName', 'id', functionName],
      ['roleArn', 'details.awsLambdaFunction.role'],
    ],
  ],
  ['AwsEksCluster', named('clusterName')],
  ['AwsEcsCluster', named('clusterName')],
  ['AwsRdsDbInstance', named('dbIdentifier')],
  ['AwsRdsDbCluster', named('dbIdentifier')],
  ['AwsDynamoDbTable', named('tableName')],
  ['AwsCloudTrailTrail', named('trailName')],
  ['AwsEc2SecurityGroup', named('securityGroupId')],
  ['AwsEc2Vpc', named('vpcId')],
  ['AwsKmsKey', [['keyId', 'id']]],
  ['AwsSecretsManagerSecret', [['secretArn', 'id']]],
  // A product that found no type in the list describes its resource itself; Cloud Custodian does for functions.
  ['Other', [['resourceId', 'id']]],
]);

/** What happened, in the format's own words: Security Hub User Guide, "Action" of ASFF. */
export const ASFF_ACTION: readonly Source[] = [
  ['sourceIp', 'action.*.remoteIpDetails.ipAddressV4'],
  ['sourceIp', 'action.portProbeAction.portProbeDetails.remoteIpDetails.ipAddressV4'],
  ['eventSource', 'action.awsApiCallAction.serviceName'],
  ['eventName', 'action.awsApiCallAction.api'],
];

/** GuardDuty's action as it stands in the finding's product fields, one text for each path; lists are numbered there (`portProbeDetails:0_/...`). */
export function productCandidates(fields: Readonly<Record<string, unknown>>): Candidate[] {
  const entries = Object.entries(fields).map(([key, value]) => [pathOf(key), value] as const);
  return ACTION.flatMap(([name, paths, part]) => {
    const matches = paths.split(' | ').map(pattern);
    return entries.filter(([path]) => matches.some((match) => match.test(path))).map(([, value]): Candidate => [name, partOf(value, part)]);
  });
}

/** `aws/guardduty/service/action/...` of today, and `action/...` of 2019. */
const pathOf = (key: string): string =>
  key
    .replace(/^aws\/guardduty\//, '')
    .replace(/^action\//, 'service/action/')
    .replace(/[:.]\d+_?(?=\/|$)/g, '')
    .replaceAll('/', '.');

const pattern = (path: string): RegExp => new RegExp(`^${path.split('*').map(RegExp.escape).join('[^.]+')}$`);
