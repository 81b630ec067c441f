import { Duration } from 'aws-cdk-lib';
import { Choice, Condition, Fail, JsonPath, type StateMachine, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { MachineFunctionsProps } from './investigation-machine.ts';
import { machineOf } from './machine.ts';
import { type VerbFunctions, verbTask } from './verb-task.ts';

/**
 * What happens when an execution is over, however it ended: Catch sees neither an abort nor the machine's own timeout, nor a few errors
 * of the machine itself. Given the event of its end, this machine revokes, and publishes where the execution could not.
 * Source: Step Functions Developer Guide, "Handling errors in Step Functions workflows".
 */
export class AftermathMachine extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { functions, logRetention }: MachineFunctionsProps) {
    super(scope, id);
    const { revoke, publish } = functions;
    this.machine = machineOf(this, {
      name: 'aftermath',
      comment: 'After an execution: revoke once more, and publish where it could not',
      definition: aftermath(this, functions),
      timeout: Duration.hours(2),
      calls: [revoke, publish],
      logRetention,
    });
  }
}

/** What of the event the functions need: input and output of the execution stay out. */
const EVENT = {
  detail: {
    name: JsonPath.stringAt('$.detail.name'),
    status: JsonPath.stringAt('$.detail.status'),
    startDate: JsonPath.numberAt('$.detail.startDate'),
  },
};

/** A role that can't be taken away is no reason to tell nobody, here as well. */
function aftermath(scope: Construct, functions: VerbFunctions) {
  const outcome = new Choice(scope, 'Outcome?')
    .when(Condition.isPresent('$.failure'), new Fail(scope, 'Failed', { error: 'RevokeFailed', cause: 'the sweeper goes on trying' }))
    .otherwise(new Succeed(scope, 'Done'));
  const publish = verbTask(scope, 'Publish', { verb: 'publish', functions, input: EVENT, resultPath: JsonPath.DISCARD });
  publish.next(outcome);
  const ended = new Choice(scope, 'Ended?').when(Condition.stringEquals('$.detail.status', 'SUCCEEDED'), outcome).otherwise(publish);
  const revoke = verbTask(scope, 'Revoke', { verb: 'revoke', functions, input: EVENT, resultPath: JsonPath.DISCARD });
  revoke.addCatch(ended, { resultPath: '$.failure' });
  return revoke.next(ended);
}
