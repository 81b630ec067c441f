import { Choice, Condition, JsonPath, Map as MapState, Pass, type State } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { caught } from './caught.ts';
import { type VerbFunctions, verbTask } from './verb-task.ts';

/** Runbooks asked at the same time: Athena may admit no more than 20 queries of an account in a small Region. */
const AT_ONCE = 3;

const ID_AND_PASS = { id: JsonPath.stringAt('$.id'), pass: JsonPath.numberAt('$.pass') };

/** Grant, collect, run and follow up: returns the first of them. While these states last there is a role, so each failure leads to `revoke`. */
export function underAccess(scope: Construct, functions: VerbFunctions, revoke: State): State {
  const grant = verbTask(scope, 'Grant', {
    verb: 'grant',
    functions,
    input: { id: JsonPath.stringAt('$.id'), execution: JsonPath.executionId },
    resultPath: JsonPath.DISCARD,
  });
  const collect = verbTask(scope, 'Collect', { verb: 'collect', functions, input: ID_AND_PASS, resultPath: '$.collected' });
  const run = new MapState(scope, 'Run', { itemsPath: '$.collected.runbooks', maxConcurrency: AT_ONCE, resultPath: JsonPath.DISCARD });
  run.itemProcessor(runRunbook(scope, functions));
  const follow = verbTask(scope, 'Follow', {
    verb: 'follow',
    functions,
    input: ID_AND_PASS,
    result: { ...ID_AND_PASS, more: JsonPath.stringAt('$.more'), failures: [] },
  });
  const more = new Choice(scope, 'More?').when(Condition.booleanEquals('$.more', true), collect).otherwise(revoke);
  for (const state of [grant, collect, run, follow]) caught(scope, state, revoke);
  grant.next(collect).next(run).next(follow).next(more);
  return grant;
}

/** A runbook that fails costs its own answer: the others go on. */
function runRunbook(scope: Construct, functions: VerbFunctions): State {
  const run = verbTask(scope, 'RunRunbook', {
    verb: 'run',
    functions,
    input: { ...ID_AND_PASS, runbook: JsonPath.stringAt('$.runbook') },
  });
  const failed = new Pass(scope, 'RunbookFailed', {
    parameters: { runbook: JsonPath.stringAt('$.runbook'), error: JsonPath.stringAt('$.failure.Error') },
  });
  run.addCatch(failed, { resultPath: '$.failure' });
  return run;
}
