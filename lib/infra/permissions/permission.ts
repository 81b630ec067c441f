import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import * as z from 'zod';
import { acknowledge } from '../acknowledge.ts';

/** One statement of a policy of ours. */
export interface Permission extends PolicyStatementProps {
  readonly sid: string;
  readonly resources: string[];
  /** Why a `*` in a resource says no more than it has to. Needed where there is one. */
  readonly wildcard?: string;
}

/** The statements as IAM takes them. */
export const statementsOf = (permissions: readonly Permission[]): PolicyStatement[] =>
  permissions.map(({ wildcard: _, ...statement }) => new PolicyStatement(statement));

/** Holds each `*` of the policy on this construct against its reason. One without a reason stays a finding of cdk-nag. */
export function argue(construct: IConstruct, permissions: readonly Permission[]): void {
  for (const { resources, wildcard } of permissions) {
    const wide = resources.map((resource) => nameOf(construct, resource)).filter((name) => name.includes('*'));
    if (wildcard !== undefined)
      acknowledge(construct, Object.fromEntries(wide.map((name) => [`AwsSolutions-IAM5[Resource::${name}]`, wildcard])));
  }
}

const Join = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }).transform((join) => join['Fn::Join']);
const Reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z.object({ 'Fn::GetAtt': z.array(z.string()) }).transform((get) => get['Fn::GetAtt'].join('.')),
]);

/** How cdk-nag names a resource: what is known only later stands between `<` and `>`. */
function nameOf(construct: IConstruct, resource: string): string {
  const flat = (part: unknown): string => {
    if (typeof part === 'string') return part;
    const join = Join.safeParse(part);
    return join.success ? join.data[1].map(flat).join(join.data[0]) : `<${Reference.parse(part)}>`;
  };
  return flat(Stack.of(construct).resolve(resource));
}
