import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { permitted } from '../refused.ts';
import { Outputs, stackNamed } from '../stack.ts';
import { type Check, type Look, type Subject, say } from './check.ts';

const about = 'deployment';

/** Whether the stack is deployed and whole, and its state machine active. */
export const deployment: Look = {
  about,
  look: async (subject) => [...(await stackChecks(subject)), ...(await machineChecks(subject))],
};

async function stackChecks({ stack, region, clients, outputs }: Subject): Promise<Check[]> {
  const { ok, warning, problem } = say(about);
  const found = await stackNamed(stack, clients.cloudformation);
  if (found === undefined || outputs === undefined)
    return [warning(`no stack '${stack}' in ${region}`, "deploy it: 'npx cdk deploy --all'")];
  const missing = Object.keys(Outputs.shape).filter((key) => !(key in outputs));
  if (missing.length > 0) return [problem(`the stack '${stack}' has no output ${missing.join(', ')}`, "deploy it again: 'npx cdk deploy'")];
  const status = found.StackStatus ?? 'without a status';
  if (/FAILED|^ROLLBACK/.test(status)) {
    return [problem(`the stack '${stack}' is ${status}`, 'see its events in CloudFormation, then deploy it again')];
  }
  return [ok(`stack '${stack}' in ${region}, ${status}`)];
}

async function machineChecks({ clients: { sfn }, outputs }: Subject): Promise<Check[]> {
  if (outputs?.MachineArn === undefined) return [];
  const command = new DescribeStateMachineCommand({ stateMachineArn: outputs.MachineArn });
  const { status } = await permitted('states:DescribeStateMachine', () => sfn.send(command));
  const { ok, problem } = say('state machine');
  return [status === 'ACTIVE' ? ok('active') : problem(`it is ${status}`, "deploy it again: 'npx cdk deploy'")];
}
