import { type Role, roleArn, type User, userArn } from '../logs/identities.ts';
import { call, longDate } from '../logs/operations.ts';
import type { Operation } from '../logs/record.ts';
import { at } from './entry.ts';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** A user comes into being; IAM answers with the id that stays when the name is used again. */
export function createUser(user: User, day: string, clock: string): Operation {
  const { name, id } = user;
  const made = { path: '/', userName: name, userId: id, arn: userArn(user), createDate: longDate(at(day, clock)) };
  return { ...call('iam', 'CreateUser', { userName: name }), response: { user: made } };
}

/** A long-term key is made: only this answer tells which user the new id belongs to. */
export function createAccessKey(user: User, accessKeyId: string, [day, clock]: readonly [string, string]): Operation {
  const accessKey = { userName: user.name, accessKeyId, status: 'Active', createDate: longDate(at(day, clock)) };
  return { ...call('iam', 'CreateAccessKey', { userName: user.name }), response: { accessKey } };
}

/** A user gets a password for the console, one that need not be changed. */
export function createLoginProfile(user: User, day: string, clock: string): Operation {
  const loginProfile = { userName: user.name, createDate: longDate(at(day, clock)), passwordResetRequired: false };
  const request = { userName: user.name, passwordResetRequired: false };
  return { ...call('iam', 'CreateLoginProfile', request), response: { loginProfile } };
}

/** A user or role gets the policy that allows everything. */
export const makeAdministrator = (target: { readonly userName: string } | { readonly roleName: string }): Operation =>
  call('iam', 'userName' in target ? 'AttachUserPolicy' : 'AttachRolePolicy', { ...target, policyArn: ADMINISTRATOR });

/** A role that another account may assume. IAM answers with the policy URL-encoded. */
export function createRole(role: Role, trusted: string, [day, clock]: readonly [string, string]): Operation {
  const assumeRolePolicyDocument = trust([trusted]);
  const request = {
    roleName: role.name,
    assumeRolePolicyDocument,
    description: 'Support access, do not delete',
    maxSessionDuration: 43200,
  };
  const made = { path: '/', roleName: role.name, roleId: role.id, arn: roleArn(role), createDate: longDate(at(day, clock)) };
  return {
    ...call('iam', 'CreateRole', request),
    response: { role: { ...made, assumeRolePolicyDocument: encodeURIComponent(assumeRolePolicyDocument) } },
  };
}

/** The trust of a role that exists already is widened: its own account stays, so that nothing breaks and nobody looks. */
export const widenTrust = (role: Role, trusted: string): Operation =>
  call('iam', 'UpdateAssumeRolePolicy', { roleName: role.name, policyDocument: trust([role.account, trusted]) });

const trust = (accounts: readonly string[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) }, Action: 'sts:AssumeRole' },
    ],
  });
