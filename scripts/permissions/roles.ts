import * as z from 'zod';
import { nameOf, readable } from './readable.ts';
import { type Statement, statementsOf } from './statement.ts';

/** A role of the stack, and all that it may do. */
export interface Role {
  readonly name: string;
  readonly description: string | undefined;
  readonly trust: readonly Statement[];
  readonly statements: readonly Statement[];
  /** Managed policies attached to it: of AWS, or of the stack. */
  readonly managed: readonly string[];
  readonly boundary: string | undefined;
}

/** A managed policy that the stack makes: the boundary of the temporary roles. */
export interface OwnPolicy {
  readonly name: string;
  readonly statements: readonly Statement[];
}

const Inline = z.object({ PolicyDocument: z.unknown().optional() });
const RoleProperties = z.object({
  Description: z.string().optional(),
  AssumeRolePolicyDocument: z.unknown().optional(),
  Policies: z.array(Inline).default([]),
  ManagedPolicyArns: z.array(z.unknown()).default([]),
  PermissionsBoundary: z.unknown().optional(),
});
const PolicyProperties = Inline.extend({ Roles: z.array(z.object({ Ref: z.string() })).default([]) });
const Resource = z.object({
  Type: z.string(),
  Properties: z.unknown().optional(),
  Metadata: z.object({ 'aws:cdk:path': z.string().optional() }).default({}),
});
const Template = z.object({ Resources: z.record(z.string(), Resource) });

/** Every role of a synthesized template, with the policies that stand in it, beside it and attached to it. */
export function rolesOf(template: unknown): Role[] {
  const policies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) => ofType(template, type, PolicyProperties));
  return ofType(template, 'AWS::IAM::Role', RoleProperties).map(({ id, name, properties: role }) => {
    const beside = policies.map(({ properties }) => properties).filter(({ Roles }) => Roles.some(({ Ref }) => Ref === id));
    return {
      name,
      description: role.Description,
      trust: statementsOf(role.AssumeRolePolicyDocument),
      statements: [...role.Policies, ...beside].flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument)),
      managed: role.ManagedPolicyArns.map(readable),
      boundary: role.PermissionsBoundary === undefined ? undefined : readable(role.PermissionsBoundary),
    };
  });
}

/** Every managed policy of a template that no role has attached. */
export const ownPoliciesOf = (template: unknown): OwnPolicy[] =>
  ofType(template, 'AWS::IAM::ManagedPolicy', PolicyProperties)
    .filter(({ properties: { Roles } }) => Roles.length === 0)
    .map(({ name, properties: { PolicyDocument } }) => ({ name, statements: statementsOf(PolicyDocument) }));

interface Found<T> {
  readonly id: string;
  readonly name: string;
  readonly properties: T;
}

/** `Investigators / Roles / plan` of `Trailwarden/Investigators/Roles/plan/Role/Resource`. */
const placeOf = (path: string | undefined): string | undefined =>
  path
    ?.split('/')
    .slice(1)
    .filter((part) => !['Resource', 'Role', 'Policy'].includes(part))
    .join(' / ') || undefined;

const ofType = <T>(template: unknown, type: string, schema: z.ZodType<T>): Found<T>[] =>
  Object.entries(Template.parse(template).Resources).flatMap(([id, { Type, Properties, Metadata }]) =>
    Type === type ? [{ id, name: placeOf(Metadata['aws:cdk:path']) ?? nameOf(id), properties: schema.parse(Properties) }] : [],
  );
