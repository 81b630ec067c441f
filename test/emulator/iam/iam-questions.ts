import { ACCOUNT } from '../admin.ts';
import { type AwsRequest, tagsOf, textOf } from './aws-request.ts';
import type { Context, Question } from './question.ts';
import type { Role, Roles } from './roles.ts';

/** A role that is not there has no path, and IAM asks for its bare name: seen in messages such as that of aws/aws-cdk issue 27067. */
export async function iamQuestions(request: AwsRequest, { roles }: { readonly roles: Roles }): Promise<Question[]> {
  const { operation } = request;
  const name = textOf(request, 'RoleName');
  const profile = textOf(request, 'InstanceProfileName');
  if (profile !== '') return [{ action: `iam:${operation}`, resource: `arn:aws:iam::${ACCOUNT}:instance-profile/${profile}` }];
  if (name === '') return [{ action: `iam:${operation}`, resource: textOf(request, 'PolicyArn') || '*' }];
  const isNew = operation === 'CreateRole';
  const role = isNew ? undefined : await roles.find(name);
  const path = isNew ? textOf(request, 'Path') || '/' : '/';
  const asked = { resource: role?.arn ?? `arn:aws:iam::${ACCOUNT}:role${path}${name}`, context: contextOf(request, role) };
  const tagging = isNew && tagsOf(request).length > 0 ? [{ action: 'iam:TagRole', ...asked }] : [];
  return [{ action: `iam:${operation}`, ...asked }, ...tagging];
}

function contextOf(request: AwsRequest, role: Role | undefined): Context {
  const boundary = textOf(request, 'PermissionsBoundary') || role?.boundaryArn;
  const policy = textOf(request, 'PolicyArn');
  const tags = tagsOf(request);
  const old = Object.entries(role?.tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value]);
  return {
    ...Object.fromEntries([...old, ...tags.map(([key, value]) => [`aws:RequestTag/${key}`, value])]),
    ...(boundary === undefined ? {} : { 'iam:PermissionsBoundary': boundary }),
    ...(policy === '' ? {} : { 'iam:PolicyARN': policy }),
    ...(tags.length === 0 ? {} : { 'aws:TagKeys': tags.map(([key]) => key) }),
  };
}
