import { Effect } from 'aws-cdk-lib/aws-iam';
import type { TemporaryRoles } from '../temporary-roles.ts';
import type { Permission } from './permission.ts';

/** For the `*` behind the path. */
const TEMPORARY = 'Temporary roles do not exist yet; all that is under the path of this stack is one, and nothing else is';

/**
 * Creating temporary roles: under the path, and only inside the boundary. The Denies hold whatever else is ever attached to the creator.
 * Source: IAM User Guide, "Delegating responsibility to others using permissions boundaries".
 */
export const createRoles = ({ arn }: TemporaryRoles, boundaryArn: string): Permission[] => [
  {
    sid: 'CreateInsideBoundary',
    actions: ['iam:CreateRole', 'iam:PutRolePolicy'],
    resources: [arn],
    wildcard: TEMPORARY,
    conditions: { StringEquals: { 'iam:PermissionsBoundary': boundaryArn } },
  },
  // A role is created with its tags; the boundary is no condition key of TagRole.
  { sid: 'TagWhatIsCreated', actions: ['iam:TagRole'], resources: [arn], wildcard: TEMPORARY },
  {
    sid: 'NeverWiden',
    effect: Effect.DENY,
    actions: [
      'iam:AttachRolePolicy',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
      'iam:PassRole',
      'iam:PutRolePermissionsBoundary',
      'iam:DeleteRolePermissionsBoundary',
      'sts:AssumeRole',
    ],
    resources: ['*'],
    wildcard: 'What is denied is denied everywhere',
  },
  {
    sid: 'NeverEditBoundary',
    effect: Effect.DENY,
    actions: ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion'],
    resources: [boundaryArn],
  },
];

/**
 * Taking temporary roles away, with whatever anybody put on them: no condition on the boundary, which may have been changed by hand.
 * What is listed can't be scoped by path.
 */
export const removeRoles = ({ arn }: TemporaryRoles, instanceProfiles: string): Permission[] => [
  { sid: 'SeeRoles', actions: ['iam:ListRoles'], resources: ['*'], wildcard: 'iam:ListRoles can not be scoped to a path' },
  {
    sid: 'RemoveRoles',
    actions: [
      'iam:GetRole',
      'iam:ListRolePolicies',
      'iam:DeleteRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:DetachRolePolicy',
      'iam:ListInstanceProfilesForRole',
      'iam:DeleteRole',
    ],
    resources: [arn],
    wildcard: TEMPORARY,
  },
  {
    sid: 'TakeRolesOutOfProfiles',
    actions: ['iam:RemoveRoleFromInstanceProfile'],
    resources: [instanceProfiles],
    wildcard:
      'IAM asks for the right on the profile, not on the role: a temporary role that somebody put into one has to come out of whichever it is',
  },
];

/** Becoming a temporary role, under the name of the investigation. */
export const assumeRoles = ({ arn }: TemporaryRoles): Permission[] => [
  { sid: 'BecomeTemporaryRole', actions: ['sts:AssumeRole', 'sts:SetSourceIdentity'], resources: [arn], wildcard: TEMPORARY },
];
