import type { Settings } from '../../core/settings.ts';
import { clock } from '../clock.ts';
import { executionArnOf } from '../execution-arn.ts';
import { callerOf } from './caller.ts';
import { type Clients, clientsFor } from './clients.ts';
import { copyFile, copyFolder, type FolderAt, textOf, type Watched } from './copies.ts';
import { examine } from './doctor/examine.ts';
import { describeExecution, listExecutions, startExecution, stopExecution } from './executions.ts';
import { historyOf } from './history.ts';
import { rolesUnder } from './roles.ts';
import { deployedOutputs, type Outputs } from './stack.ts';

/** Which deployment, and with whose credentials. */
interface Where {
  readonly stack: string;
  readonly region: string | undefined;
  readonly profile: string | undefined;
}

/** AWS, as the command line uses it. */
export const awsCloud = {
  deployment: async (where: Where) => {
    const clients = clientsFor(where);
    return deployed(await deployedOutputs(where.stack, clients.cloudformation), clients);
  },
  caller: async (where: Where) => callerOf(clientsFor(where).sts),
  examine: (where: Where, settings: Settings) => examine(where, settings),
};

function deployed(outputs: Outputs, clients: Clients) {
  const machine = { sfn: clients.sfn, machineArn: outputs.MachineArn };
  const region = outputs.MachineArn.split(':')[3] ?? '';
  const at = (id: string): FolderAt => ({ s3: clients.s3, bucket: outputs.InvestigationsBucket, id });
  return {
    region,
    pageOf: (id: string) => consolePage(executionArnOf(outputs.MachineArn, id)),
    caller: async () => (await callerOf(clients.sts)).arn,
    start: (id: string, input: string) => startExecution(id, input, machine),
    execution: (id: string) => describeExecution(id, machine),
    executions: (asked: Parameters<typeof listExecutions>[0]) => listExecutions(asked, machine),
    happenings: (id: string) => historyOf(executionArnOf(outputs.MachineArn, id), clients.sfn),
    stop: (id: string, cause: string) => stopExecution(id, cause, machine),
    roles: () => rolesUnder(outputs.RolePath, clients.iam),
    folder: (id: string, options?: { most: number }) => ({ get: (name: string) => textOf(at(id), name, options?.most) }),
    copyFile: (id: string, name: string, path: string) => copyFile(at(id), name, path),
    copyFolder: (id: string, path: string, watched: Watched) => copyFolder(at(id), path, watched),
    pause,
  };
}

const CONSOLES: Readonly<Record<string, string>> = { 'aws-cn': 'console.amazonaws.cn', 'aws-us-gov': 'console.amazonaws-us-gov.com' };

function consolePage(executionArn: string): string {
  const [, partition = 'aws', , region = ''] = executionArn.split(':');
  const host = CONSOLES[partition] ?? 'console.aws.amazon.com';
  return `https://${region}.${host}/states/home?region=${region}#/v2/executions/details/${executionArn}`;
}

const SLICE = 250;

/** In slices, so that Ctrl-C is not kept waiting. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  for (let left = milliseconds; left > 0 && !signal.aborted; left -= SLICE) await clock.sleep(Math.min(SLICE, left));
}
