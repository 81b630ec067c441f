/** One statement of an IAM policy, always with a Sid, so that a person can talk about it. */
export type PolicyStatement = {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Principal?: { readonly AWS: readonly string[] };
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

/**
 * Holds only for requests that Athena makes while it answers a query: the role's credentials alone read nothing.
 * Source: Athena User Guide, "Use CalledVia context keys for Athena".
 */
export const VIA_ATHENA = { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } } as const;
