import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Where temporary roles are. The roles of the stack itself have the path `/`, so whatever is under this one is ours to take away. */
export interface TemporaryRoles {
  /** `/trailwarden/<stack>/`. */
  readonly path: string;
  /** All of them, as an ARN. */
  readonly arn: string;
}

/** The path of this stack's temporary roles: two stacks of one account never see each other's. */
export function temporaryRolesOf(scope: Construct): TemporaryRoles {
  const stack = Stack.of(scope);
  const path = `/trailwarden/${stack.stackName}/`;
  const arn = stack.formatArn({
    service: 'iam',
    region: '',
    resource: 'role',
    resourceName: `${path.slice(1)}*`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  return { path, arn };
}
