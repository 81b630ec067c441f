import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { InputError } from '../../core/errors.ts';
import { permitted } from './refused.ts';

/** What a deployed stack says of itself. */
export const Outputs = z.object({
  MachineArn: z.string(),
  InvestigationsBucket: z.string(),
  Workgroup: z.string(),
  RolePath: z.string(),
  BoundaryArn: z.string(),
  EmailTopicArn: z.string(),
  PagerTopicArn: z.string(),
  ChatTopicArn: z.string(),
  RawTopicArn: z.string(),
  HealthTopicArn: z.string(),
  QueueUrl: z.string(),
  DeadLetterUrl: z.string(),
  ReaderPolicyArn: z.string(),
  LogsBucket: z.string(),
});
export type Outputs = z.infer<typeof Outputs>;

/** The stack of that name; undefined where there is none. */
export async function stackNamed(name: string, cloudformation: CloudFormationClient): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await permitted('cloudformation:DescribeStacks', () =>
      cloudformation.send(new DescribeStacksCommand({ StackName: name })),
    );
    return Stacks[0];
  } catch (thrown) {
    // CloudFormation has no error of its own for this. Source: DescribeStacks, "If the stack doesn't exist, a ValidationError is returned".
    if (thrown instanceof Error && thrown.name === 'ValidationError' && /does not exist/.test(thrown.message)) return undefined;
    throw thrown;
  }
}

/** The outputs of a stack, those that it has. */
export const outputsOf = ({ Outputs: outputs = [] }: Stack): Readonly<Record<string, string>> =>
  Object.fromEntries(outputs.flatMap(({ OutputKey, OutputValue }) => (OutputKey === undefined ? [] : [[OutputKey, OutputValue ?? '']])));

/** The outputs of a deployed stack. Throws an InputError where there is none, or where it is another product's. */
export async function deployedOutputs(name: string, cloudformation: CloudFormationClient): Promise<Outputs> {
  const region = await permitted('', () => cloudformation.config.region());
  const stack = await stackNamed(name, cloudformation);
  if (stack === undefined) {
    throw new InputError(
      `no stack '${name}' in ${region} of this account; give --region and --stack as it was deployed, choose the account with --profile, or deploy it with 'npx cdk deploy'`,
    );
  }
  const outputs = Outputs.safeParse(outputsOf(stack));
  if (outputs.success) return outputs.data;
  const missing = outputs.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new InputError(
    `the stack '${name}' in ${region} (${stack.StackStatus}) has no output ${missing}; it is not one of trailwarden, or its deployment did not end`,
  );
}
