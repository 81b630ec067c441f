import { sessionName } from './part.ts';
import type { Source } from './source.ts';

/** User name out of the session of a permission set: arn:aws:sts::...:assumed-role/AWSReservedSSO_.../user (IAM Identity Center User Guide). */
const identityCenterUser = (arn: string): string => /:assumed-role\/AWSReservedSSO_[^/]+\/(.+)$/.exec(arn)?.[1] ?? '';

/** Where every record names who did what: CloudTrail User Guide, "Record contents" and "userIdentity element". */
const CALLER: readonly Source[] = [
  ['eventId', 'eventID'],
  ['eventSource', 'eventSource'],
  ['eventName', 'eventName'],
  ['errorCode', 'errorCode'],
  ['vpcEndpointId', 'vpcEndpointId'],
  ['principalType', 'userIdentity.type'],
  ['principalId', 'userIdentity.principalId'],
  ['roleSessionName', 'userIdentity.principalId', sessionName],
  // A role has no userName of its own: its name is the issuer's.
  ['principalName', 'userIdentity.userName'],
  ['principalName', 'userIdentity.sessionContext.sessionIssuer.userName'],
  ['principalArn', 'userIdentity.sessionContext.sessionIssuer.arn | userIdentity.arn'],
  ['accessKeyId', 'userIdentity.accessKeyId'],
  ['identityCenterUserId', 'userIdentity.onBehalfOf.userId'],
  ['identityCenterUserName', 'userIdentity.arn', identityCenterUser],
];

/** What services write in the same way. */
export const CLOUDTRAIL: readonly Source[] = [
  ...CALLER,
  ['bucketName', 'requestParameters.bucketName'],
  ['instanceId', 'requestParameters.instanceId'],
  ['instanceId', 'requestParameters.instanceIds'],
  ['instanceId', 'requestParameters.instancesSet.items.instanceId'],
  ['instanceId', 'responseElements.instancesSet.items.instanceId'],
  ['imageId', 'requestParameters.imageId | requestParameters.instancesSet.items.imageId'],
  ['instanceType', 'requestParameters.instanceType'],
  ['snapshotId', 'requestParameters.snapshotId'],
  ['snapshotId', 'responseElements.snapshotId'],
  ['snapshotId', 'serviceEventDetails.snapshotId'],
  ['vpcId', 'requestParameters.vpcId'],
  ['resourceId', 'resources.ARN'],
  ['resourceId', 'requestParameters.resourceArn'],
  ['resourceId', 'requestParameters.resourceArns'],
  ['resourceId', 'requestParameters.resourceId'],
  ['resourceId', 'requestParameters.resource'],
  ['resourceId', 'requestParameters.detectorId'],
  // EC2 writes some calls as XML: DeleteFlowLogsRequest.FlowLogId.content.
  ['resourceId', 'requestParameters.DeleteFlowLogsRequest.FlowLogId.content'],
];
