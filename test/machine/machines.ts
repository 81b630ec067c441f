import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { AftermathMachine } from '../../lib/infra/machine/aftermath-machine.ts';
import { InvestigationMachine } from '../../lib/infra/machine/investigation-machine.ts';
import type { VerbFunctions } from '../../lib/infra/machine/verb-task.ts';
import type { Machine } from './execution.ts';

/** A function that exists already, named for its verb: so the resource of a state says whose function it calls. */
const functionOf = (stack: Stack, verb: string) =>
  LambdaFunction.fromFunctionArn(stack, verb, `arn:aws:lambda:eu-west-1:111122223333:function:${verb}`);

/** The machines, as they are synthesized. */
export function machines(): { readonly investigation: Machine; readonly aftermath: Machine } {
  const stack = new Stack(new App({ context: { '@aws-cdk/core:checkSecretUsage': true } }), 'Example');
  const functions: VerbFunctions = {
    plan: functionOf(stack, 'plan'),
    settle: functionOf(stack, 'settle'),
    grant: functionOf(stack, 'grant'),
    collect: functionOf(stack, 'collect'),
    run: functionOf(stack, 'run'),
    follow: functionOf(stack, 'follow'),
    revoke: functionOf(stack, 'revoke'),
    publish: functionOf(stack, 'publish'),
  };
  const props = { functions, logRetention: RetentionDays.ONE_MONTH };
  new InvestigationMachine(stack, 'Investigation', props);
  new AftermathMachine(stack, 'Aftermath', props);
  const definitions = definitionsIn(Template.fromStack(stack).toJSON());
  return { investigation: definitions('Investigation'), aftermath: definitions('Aftermath') };
}

const Definition = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), z.looseObject({ Type: z.string() })) });
const Join = z.object({
  'Fn::Join': z.tuple([z.literal(''), z.array(z.union([z.string(), z.object({ Ref: z.literal('AWS::Partition') })]))]),
});
const Text = z.union([z.string(), Join]);
const Resources = z.object({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.looseObject({ DefinitionString: Text.optional() }).optional() }),
  ),
});

/** Definitions in a template, by the beginning of their logical id. */
function definitionsIn(template: unknown): (id: string) => Machine {
  const resources = Object.entries(Resources.parse(template).Resources).filter(
    ([, { Type }]) => Type === 'AWS::StepFunctions::StateMachine',
  );
  return (id) => {
    const text = resources.find(([logical]) => logical.startsWith(id))?.[1].Properties?.DefinitionString;
    const definition: unknown = JSON.parse(textOf(text ?? ''), withoutDefault);
    Definition.parse(definition);
    // Checked as far as it matters here; the rest is for the package that runs it, and asl-validator, to judge.
    return definition as Machine;
  };
}

const textOf = (text: z.infer<typeof Text>): string =>
  typeof text === 'string' ? text : text['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'aws')).join('');

/** aws-local-stepfunctions 3.0.0 takes `"ResultPath": "$"`, which is what the language does without it, for a field named `$`. */
const withoutDefault = (key: string, value: unknown): unknown => (key === 'ResultPath' && value === '$' ? undefined : value);
