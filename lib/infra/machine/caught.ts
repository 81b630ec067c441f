import { JsonPath, type Map as MapState, Pass, type State, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/**
 * Leads a state that failed to `revoke`. Of all that is known the id stays, and which state it was with the name of its error: the text of
 * an error may quote a log record, and no record travels in state.
 */
export function caught(scope: Construct, state: TaskStateBase | MapState, revoke: State): void {
  const failed = new Pass(scope, `${state.id}Failed`, {
    parameters: {
      id: JsonPath.stringAt('$.id'),
      failures: [{ state: state.id, error: JsonPath.stringAt('$.failure.Error') }],
    },
  });
  state.addCatch(failed.next(revoke), { resultPath: '$.failure' });
}
