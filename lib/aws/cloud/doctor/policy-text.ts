import * as z from 'zod';

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const Conditions = z.record(z.string(), z.record(z.string(), z.unknown())).default({});
/** A statement of a resource's policy, as far as it is judged here. */
const Statement = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), z.record(z.string(), texts)]).optional(),
  Action: texts.default([]),
  Condition: Conditions,
});
export type Statement = z.infer<typeof Statement>;
const Document = z.object({ Statement: z.union([z.array(Statement), Statement.transform((one) => [one])]) });

/** The statements of a policy; undefined where it cannot be read as one. An empty text has none. */
export function statementsIn(text: string): readonly Statement[] | undefined {
  if (text === '') return [];
  try {
    return Document.parse(JSON.parse(text)).Statement;
  } catch {
    return undefined;
  }
}

const NETWORK = /^aws:(SourceVpce|SourceVpc|SourceIp|VpcSourceIp|SourceVpcArn)$/i;
const EXCEPTION = /^aws:(ViaAWSService|CalledVia|CalledViaFirst|CalledViaLast|PrincipalArn|PrincipalIsAWSService)$/i;

/** Whether a statement denies all who come from elsewhere, and excepts neither services nor principals. */
export function isNetworkDenial({ Effect, Condition }: Statement): boolean {
  const keys = Object.values(Condition).flatMap((tests) => Object.keys(tests));
  return Effect === 'Deny' && keys.some((key) => NETWORK.test(key)) && !keys.some((key) => EXCEPTION.test(key));
}

/** Whether a statement allows an action to an account or to all; its conditions are not judged. */
export const admits = (statements: readonly Statement[], { account, action }: { account: string; action: string }): boolean =>
  statements.some(
    ({ Effect, Principal, Action }) => Effect === 'Allow' && names(Principal, account) && Action.some((one) => covers(one, action)),
  );

function names(principal: Statement['Principal'], account: string): boolean {
  if (principal === undefined || principal === '*') return principal === '*';
  const named = principal.AWS ?? [];
  return named.some((one) => one === '*' || one === account || one.split(':')[4] === account);
}

function covers(pattern: string, action: string): boolean {
  const [before = '', ...rest] = pattern.toLowerCase().split('*');
  return rest.length === 0 ? before === action.toLowerCase() : action.toLowerCase().startsWith(before);
}
