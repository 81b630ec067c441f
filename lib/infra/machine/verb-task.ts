import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { TaskInput, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { DUTIES } from '../functions/duty.ts';
import { RETRIES, type Verb } from './retries.ts';

/** The function behind each verb. */
export type VerbFunctions = Readonly<Record<Verb, IFunction>>;

/** A state that calls the function of a verb. */
export interface VerbTaskProps {
  readonly verb: Verb;
  readonly functions: VerbFunctions;
  /** What the function is given. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Where in the state the answer goes; `DISCARD`: nowhere. @default - it takes the place of the state */
  readonly resultPath?: string;
  /** What of the answer is kept. @default - all */
  readonly result?: Readonly<Record<string, unknown>>;
}

/** Lambda ends a function at its own time; the state gives up a little later, so that the function's last word is heard. */
const GRACE = 15;

/** A state named like its verb. Its input and output are the function's own: no envelope of Lambda around them. */
export function verbTask(scope: Construct, name: string, { verb, functions, input, resultPath, result }: VerbTaskProps): LambdaInvoke {
  const task = new LambdaInvoke(scope, name, {
    lambdaFunction: functions[verb],
    payload: TaskInput.fromObject({ ...input }),
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
    taskTimeout: Timeout.duration(Duration.seconds(DUTIES[verb].seconds + GRACE)),
    resultPath,
    resultSelector: result === undefined ? undefined : { ...result },
  });
  for (const retry of RETRIES[verb]) task.addRetry(retry);
  return task;
}
