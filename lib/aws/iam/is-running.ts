import { DescribeExecutionCommand, ExecutionDoesNotExist, type SFNClient } from '@aws-sdk/client-sfn';

/** Whether an execution of the state machine goes on. One that does not exist does not. */
export async function isRunning(executionArn: string, sfn: SFNClient): Promise<boolean> {
  try {
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return status === 'RUNNING';
  } catch (thrown) {
    if (thrown instanceof ExecutionDoesNotExist) return false;
    throw thrown;
  }
}
