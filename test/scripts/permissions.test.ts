import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { REASONS as GIVEN } from '../../lib/infra/reasons.ts';
import { type Chapter, permissionsPage } from '../../scripts/permissions/page.ts';
import { ownPoliciesOf, rolesOf } from '../../scripts/permissions/roles.ts';
import { permissions } from '../../scripts/permissions.ts';

/** A role with a policy of each kind, and a boundary. */
function smallTemplate(): unknown {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Small');
  const bucket = new Bucket(stack, 'Folder');
  const role = new Role(stack, 'Grant', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }),
  });
  role.addToPolicy(
    new PolicyStatement({
      sid: 'CreateInPath',
      actions: ['iam:CreateRole'],
      resources: [stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: `trailwarden/${stack.stackName}/*` })],
      conditions: { ArnEquals: { 'iam:PermissionsBoundary': 'BOUNDARY' } },
    }),
  );
  role.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('investigations/*')] }));
  new Topic(stack, 'Topic').grantPublish(role);
  new ManagedPolicy(stack, 'Boundary', { statements: [new PolicyStatement({ sid: 'NoMore', actions: ['athena:*'], resources: ['*'] })] });
  return Template.fromStack(stack).toJSON();
}

const REASONS = {
  CreateInPath: 'To create the role',
  NoMore: 'To end there',
  's3:GetObject': 'To read the plan',
  'sns:Publish': 'To tell people',
};
const chapterOf = (template: unknown): Chapter => ({
  title: 'Small',
  about: 'A small stack.',
  roles: rolesOf(template),
  policies: ownPoliciesOf(template),
});

describe('the page of permissions', () => {
  const page = permissionsPage([chapterOf(smallTemplate())], REASONS);

  it('says who assumes a role, and under which condition', () => {
    expect(page).toContain('### Grant\n\nAssumed by `lambda.amazonaws.com`, where `aws:SourceAccount StringEquals ACCOUNT`.');
  });

  it('says why, what, on what and where, with resources by name', () => {
    expect(page).toContain(
      '| To create the role | `iam:CreateRole` | `arn:aws:iam::ACCOUNT:role/trailwarden/Small/*` | `iam:PermissionsBoundary ArnEquals BOUNDARY` |',
    );
    expect(page).toContain('| To read the plan | `s3:GetObject` | `{Folder}/investigations/*` |  |');
    expect(page).toContain('| To tell people | `sns:Publish` | `{Topic}` |  |');
  });

  it('has the boundary, which is no role', () => {
    expect(page).toContain('### Boundary\n\n| why |');
    expect(page).toContain('| To end there | `athena:*` | `*` |  |');
  });

  it('is refused while a statement has no reason', () => {
    const { CreateInPath, ...others } = REASONS;
    expect(() => permissionsPage([chapterOf(smallTemplate())], others)).toThrow('Grant: CreateInPath');
    expect(() => permissionsPage([chapterOf(smallTemplate())], { CreateInPath, NoMore: 'x' })).toThrow(
      'Grant: s3:GetObject\nGrant: sns:Publish',
    );
  });

  it('is refused while a function of the template has no words', () => {
    const template = {
      Resources: {
        Odd: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] }, PermissionsBoundary: { 'Fn::If': [] } } },
      },
    };
    expect(() => rolesOf(template)).toThrow('no words for {"Fn::If":[]}');
  });
});

describe('docs/permissions.md', () => {
  const written = readFileSync('docs/permissions.md', 'utf8');

  it('is what npm run permissions writes', () => {
    expect(permissions()).toBe(written);
  });

  it('uses every reason that is given', () => {
    expect(Object.values(GIVEN).filter((reason) => !written.includes(reason))).toEqual([]);
  });

  it('has no role that both creates and assumes', () => {
    const roles = written.split('\n### ').filter((role) => !role.startsWith('tw-'));
    const allowed = (role: string, action: string) =>
      role.split('\n').some((row) => row.includes(`\`${action}\``) && !row.includes('**Denied.**'));
    expect(roles.filter((role) => allowed(role, 'iam:CreateRole')).length).toBe(1);
    expect(roles.filter((role) => allowed(role, 'iam:CreateRole') && allowed(role, 'sts:AssumeRole'))).toEqual([]);
    expect(roles.filter((role) => allowed(role, 'sts:AssumeRole')).length).toBe(2);
  });
});
