import { Duration } from 'aws-cdk-lib';
import { Choice, Condition, JsonPath, Pass, type State, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { caught } from './caught.ts';
import { type VerbFunctions, verbTask } from './verb-task.ts';

/** Where it goes on. */
interface Next {
  readonly grant: State;
  readonly revoke: State;
  readonly publish: State;
}

/** CloudTrail delivers every few minutes. How long it is waited for is for the function to say. */
const BETWEEN_LISTINGS = Duration.seconds(60);

/** Plan and settle, before there is any role. Returns where an execution begins and where its second look does. */
export function beforeAccess(scope: Construct, functions: VerbFunctions, next: Next): { readonly begin: State; readonly plan: State } {
  // Named before it is planned, so that a plan that fails has an id to publish under.
  const begin = new Pass(scope, 'Begin', { parameters: { id: JsonPath.executionName, input: JsonPath.objectAt('$') } });
  const plan = verbTask(scope, 'Plan', {
    verb: 'plan',
    functions,
    input: { execution: JsonPath.executionName, input: JsonPath.objectAt('$.input') },
    result: { id: JsonPath.stringAt('$.id'), dry: JsonPath.stringAt('$.dry'), pass: JsonPath.numberAt('$.pass'), failures: [] },
  });
  const settle = verbTask(scope, 'Settle', { verb: 'settle', functions, input: { id: JsonPath.stringAt('$.id') }, resultPath: '$.settle' });
  const wait = new Wait(scope, 'SettleWait', { time: WaitTime.duration(BETWEEN_LISTINGS) });
  // No access is opened for a sample, nor because of one.
  const sample = new Choice(scope, 'IsSample?').when(Condition.booleanEquals('$.dry', true), next.publish).otherwise(settle);
  const settled = new Choice(scope, 'Settled?')
    .when(Condition.booleanEquals('$.settle.settled', true), next.grant)
    .otherwise(wait.next(settle));
  for (const state of [plan, settle]) caught(scope, state, next.revoke);
  begin.next(plan);
  plan.next(sample);
  settle.next(settled);
  return { begin, plan };
}
