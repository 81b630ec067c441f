import { Duration } from 'aws-cdk-lib';
import { Choice, Condition, Fail, JsonPath, Pass, type State, Succeed, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { type VerbFunctions, verbTask } from './verb-task.ts';

/** The states that the others lead to. */
export interface AfterAccess {
  readonly revoke: State;
  readonly publish: State;
  /** From where a second look begins. */
  readonly again: Pass;
}

/** CloudTrail has delivered within 15 minutes as a rule; what has not come after 30 is not worth a third look. */
const UNTIL_SECOND_LOOK = Duration.minutes(30);

/** Every path ends here: revoke, publish, and the truth about whether it went well. */
export function afterAccess(scope: Construct, functions: VerbFunctions): AfterAccess {
  const lost = new Fail(scope, 'Failed', { error: 'InvestigationFailed', cause: 'the report and the log say what failed' });
  const again = new Pass(scope, 'Again', {
    parameters: { id: JsonPath.format('{}-2', JsonPath.executionName), input: { again: { id: JsonPath.stringAt('$.id') } } },
  });
  const wait = new Wait(scope, 'AgainWait', { time: WaitTime.duration(UNTIL_SECOND_LOOK) });
  const outcome = new Choice(scope, 'Outcome?')
    .when(Condition.isPresent('$.failures[0]'), lost)
    .when(Condition.booleanEquals('$.published.again', true), wait.next(again))
    .otherwise(new Succeed(scope, 'Done'));
  const publish = verbTask(scope, 'Publish', {
    verb: 'publish',
    functions,
    input: {
      id: JsonPath.stringAt('$.id'),
      execution: JsonPath.executionName,
      started: JsonPath.executionStartTime,
      failures: JsonPath.listAt('$.failures'),
    },
    resultPath: '$.published',
  });
  publish.addCatch(lost, { resultPath: '$.failure' });
  publish.next(outcome);
  return { revoke: revokeThen(publish, scope, functions), publish, again };
}

/** A role that can't be taken away is no reason to tell nobody. */
function revokeThen(publish: State, scope: Construct, functions: VerbFunctions): State {
  const revoke = verbTask(scope, 'Revoke', {
    verb: 'revoke',
    functions,
    input: { id: JsonPath.stringAt('$.id') },
    resultPath: JsonPath.DISCARD,
  });
  const told = new Pass(scope, 'RevokeFailed', {
    parameters: { state: 'Revoke', error: JsonPath.stringAt('$.failure.Error') },
    resultPath: '$.unrevoked',
  });
  revoke.addCatch(told, { resultPath: '$.failure' });
  told.next(
    new Choice(scope, 'FailedBefore?')
      .when(Condition.isPresent('$.failures[0]'), failuresOf('BothFailed', scope, ['$.failures[0]', '$.unrevoked']).next(publish))
      .otherwise(failuresOf('OnlyRevokeFailed', scope, ['$.unrevoked']).next(publish)),
  );
  revoke.next(publish);
  return revoke;
}

const failuresOf = (name: string, scope: Construct, paths: string[]): Pass =>
  new Pass(scope, name, {
    parameters: { id: JsonPath.stringAt('$.id'), failures: JsonPath.array(...paths.map((path) => JsonPath.stringAt(path))) },
  });
