import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** What rules do under their role: the name of its policy, and the one thing that it allows. */
interface Doing {
  readonly description: string;
  readonly named: string;
  readonly statement: PolicyStatement;
}

/** The role of rules of EventBridge. They need it first, so it says which account they are of and no more. */
export function ruleRole(scope: Construct, { description, named, statement }: Doing): Role {
  const stack = Stack.of(scope);
  const rules = stack.formatArn({ service: 'events', resource: 'rule', resourceName: '*' });
  return new Role(scope, 'Role', {
    description,
    assumedBy: new ServicePrincipal('events.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': rules } },
    }),
    inlinePolicies: { [named]: new PolicyDocument({ statements: [statement] }) },
  });
}
