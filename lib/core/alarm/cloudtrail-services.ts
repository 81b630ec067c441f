import { functionName, lastPart } from './part.ts';
import type { Source } from './source.ts';

/** What services write in their own way, by the calls that they are read from. */
export const SERVICES: readonly (readonly [calls: RegExp, sources: readonly Source[]])[] = [
  [
    /^(signin|sso)\.amazonaws\.com:/,
    [
      ['userName', 'userIdentity.userName'],
      ['userName', 'additionalEventData.UserName'],
      ['identityCenterUserName', 'additionalEventData.UserName'],
    ],
  ],
  [
    /^iam\.amazonaws\.com:/,
    [
      ['accessKeyId', 'responseElements.accessKey.accessKeyId'],
      ['accessKeyId', 'requestParameters.accessKeyId'],
      ['targetUserName', 'requestParameters.userName'],
      ['targetRoleName', 'requestParameters.roleName'],
      ['targetName', 'requestParameters.userName'],
      ['targetName', 'requestParameters.roleName'],
      ['targetName', 'requestParameters.groupName'],
      ['policyArn', 'requestParameters.policyArn'],
      ['policyArn', 'responseElements.policy.arn'],
      // The casing is from real records of one provider type; the other follows its API.
      ['providerArn', 'requestParameters.sAMLProviderArn'],
      ['providerArn', 'requestParameters.openIDConnectProviderArn'],
      ['resourceId', 'requestParameters.policyName'],
      ['resourceId', 'requestParameters.instanceProfileName'],
    ],
  ],
  [
    /^sts\.amazonaws\.com:/,
    [
      ['accessKeyId', 'responseElements.credentials.accessKeyId'],
      ['roleArn', 'requestParameters.roleArn'],
      ['roleArn', 'responseElements.assumedRoleUser.arn'],
      ['roleSessionName', 'requestParameters.roleSessionName'],
    ],
  ],
  [
    /^ec2\.amazonaws\.com:/,
    [
      ['securityGroupId', 'requestParameters.groupId'],
      ['securityGroupId', 'responseElements.groupId'],
      ['resourceId', 'requestParameters.volumeId'],
    ],
  ],
  [
    /^ssm\.amazonaws\.com:/,
    [
      ['instanceId', 'requestParameters.target'],
      ['documentName', 'requestParameters.documentName'],
    ],
  ],
  [
    /^ssm\.amazonaws\.com:\w*Parameter/,
    [
      ['secretArn', 'requestParameters.name'],
      ['secretArn', 'requestParameters.names'],
    ],
  ],
  [/^secretsmanager\.amazonaws\.com:/, [['secretArn', 'requestParameters.secretId']]],
  [
    /^kms\.amazonaws\.com:/,
    [
      ['keyId', 'requestParameters.keyId'],
      ['keyId', 'resources.ARN'],
    ],
  ],
  [
    /^lambda\.amazonaws\.com:/,
    [
      ['functionName', 'requestParameters.functionName | resources.ARN', functionName],
      ['roleArn', 'requestParameters.role'],
    ],
  ],
  [/^eks\.amazonaws\.com:/, [['clusterName', 'requestParameters.clusterName | requestParameters.name']]],
  [/^ecs\.amazonaws\.com:/, [['clusterName', 'requestParameters.cluster', lastPart]]],
  [/^bedrock\.amazonaws\.com:/, [['modelId', 'requestParameters.modelId']]],
  [
    /^s3\.amazonaws\.com:/,
    [
      ['objectKeyPrefix', 'requestParameters.key'],
      ['objectKeyPrefix', 'requestParameters.prefix'],
    ],
  ],
  [
    /^rds\.amazonaws\.com:/,
    [
      ['dbIdentifier', 'requestParameters.dBInstanceIdentifier'],
      ['dbIdentifier', 'requestParameters.dBClusterIdentifier'],
      ['dbIdentifier', 'requestParameters.dBSnapshotIdentifier'],
      ['dbIdentifier', 'requestParameters.dBClusterSnapshotIdentifier'],
    ],
  ],
  [/^dynamodb\.amazonaws\.com:/, [['tableName', 'requestParameters.tableName | resources.ARN', lastPart]]],
  [
    /^cloudtrail\.amazonaws\.com:/,
    [
      ['trailName', 'requestParameters.name'],
      ['trailName', 'requestParameters.trailName'],
    ],
  ],
];
