import { functionName, lastPart, onlyArn, sessionName } from './part.ts';
import type { Source } from './source.ts';

/** What a finding was about, in `service`: GuardDuty API Reference, Action. */
export const ACTION: readonly Source[] = [
  ['sourceIp', 'service.action.*.remoteIpDetails.ipAddressV4'],
  ['sourceIp', 'service.action.*.remoteIpDetails.ipAddressV6'],
  ['sourceIp', 'service.action.portProbeAction.portProbeDetails.remoteIpDetails.ipAddressV4'],
  ['sourceIp', 'service.action.portProbeAction.portProbeDetails.remoteIpDetails.ipAddressV6'],
  // The API Reference and older events differ in the case of `IPs`.
  ['sourceIp', 'service.action.kubernetesApiCallAction.sourceIPs | service.action.kubernetesApiCallAction.sourceIps'],
  ['eventSource', 'service.action.awsApiCallAction.serviceName'],
  ['eventName', 'service.action.awsApiCallAction.api'],
  ['errorCode', 'service.action.awsApiCallAction.errorCode'],
  ['targetUserName', 'service.action.awsApiCallAction.affectedResources.AWS::IAM::User', lastPart],
  ['targetRoleName', 'service.action.awsApiCallAction.affectedResources.AWS::IAM::Role', lastPart],
  ['targetName', 'service.action.awsApiCallAction.affectedResources.AWS::IAM::User', lastPart],
  ['targetName', 'service.action.awsApiCallAction.affectedResources.AWS::IAM::Role', lastPart],
  ['bucketName', 'service.action.awsApiCallAction.affectedResources.AWS::S3::Bucket', lastPart],
  ['trailName', 'service.action.awsApiCallAction.affectedResources.AWS::CloudTrail::Trail'],
  ['instanceId', 'service.action.awsApiCallAction.affectedResources.AWS::EC2::Instance', lastPart],
  ['resourceId', 'service.action.awsApiCallAction.affectedResources.*'],
];

/** What a finding names besides its action, by `resource.resourceType`: GuardDuty API Reference, Resource. */
const RESOURCE: readonly Source[] = [
  ['accessKeyId', 'resource.accessKeyDetails.accessKeyId'],
  ['principalId', 'resource.accessKeyDetails.principalId'],
  ['principalType', 'resource.accessKeyDetails.userType'],
  // The name of the role, where userType is AssumedRole.
  ['principalName', 'resource.accessKeyDetails.userName'],
  ['userName', 'resource.accessKeyDetails.userName'],
  ['roleSessionName', 'resource.accessKeyDetails.principalId', sessionName],
  ['instanceId', 'resource.instanceDetails.instanceId'],
  ['imageId', 'resource.instanceDetails.imageId'],
  ['instanceType', 'resource.instanceDetails.instanceType'],
  // An instance profile is no role: its role may have another name.
  ['resourceId', 'resource.instanceDetails.iamInstanceProfile.arn'],
  ['securityGroupId', 'resource.instanceDetails.networkInterfaces.securityGroups.groupId'],
  ['vpcId', 'resource.instanceDetails.networkInterfaces.vpcId'],
  ['bucketName', 'resource.s3BucketDetails.name'],
  ['objectKeyPrefix', 'resource.s3BucketDetails.s3ObjectDetails.key'],
  ['clusterName', 'resource.eksClusterDetails.name'],
  ['vpcId', 'resource.eksClusterDetails.vpcId'],
  // The user of a cluster is an IAM identity only where its name is an ARN.
  ['principalArn', 'resource.kubernetesDetails.kubernetesUserDetails.username', onlyArn],
  ['roleSessionName', 'resource.kubernetesDetails.kubernetesUserDetails.sessionName'],
  ['clusterName', 'resource.ecsClusterDetails.name'],
  ['resourceId', 'resource.ecsClusterDetails.taskDetails.arn'],
  ['resourceId', 'resource.ecsClusterDetails.taskDetails.definitionArn'],
  ['resourceId', 'resource.containerDetails.id'],
  ['functionName', 'resource.lambdaDetails.functionName | resource.lambdaDetails.functionArn', functionName],
  ['resourceId', 'resource.lambdaDetails.functionArn'],
  ['roleArn', 'resource.lambdaDetails.role'],
  ['securityGroupId', 'resource.lambdaDetails.vpcConfig.securityGroups.groupId'],
  ['vpcId', 'resource.lambdaDetails.vpcConfig.vpcId'],
  ['dbIdentifier', 'resource.rdsDbInstanceDetails.dbInstanceIdentifier'],
  ['dbIdentifier', 'resource.rdsDbInstanceDetails.dbClusterIdentifier'],
  ['dbIdentifier', 'resource.rdsLimitlessDbDetails.dbClusterIdentifier'],
  ['snapshotId', 'resource.ebsSnapshotDetails.snapshotArn', lastPart],
  ['resourceId', 'resource.ebsVolumeDetails.scannedVolumeDetails.volumeArn'],
  ['imageId', 'resource.ec2ImageDetails.imageArn', lastPart],
  ['resourceId', 'resource.recoveryPointDetails.recoveryPointArn'],
  ['modelId', 'resource.modelDetails.modelId'],
];

/** Where a finding names what; the envelope's account is not relied on, it may be the administrator's. */
export const GUARDDUTY: readonly Source[] = [['accountId', 'accountId'], ...RESOURCE, ...ACTION];
