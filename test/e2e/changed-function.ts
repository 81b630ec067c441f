import { GetFunctionConfigurationCommand, LambdaClient, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { DutyName } from '../../lib/infra/functions/duty.ts';
import { SHORT_PAUSES } from '../emulator/emulator.ts';
import type { System } from '../emulator/system.ts';

/** How a function is to differ: its time in seconds, or a mishap that befalls its process: once where there is a file to mark it, else always. */
export interface Change {
  readonly seconds?: number;
  readonly mishap?: { readonly kind: keyof typeof MISHAPS; readonly markFile?: string };
}

/** What a process does in its first second: Node runs it beside the function's own code. */
const MISHAPS = {
  dies: 'process.exit(1)',
  hangs: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60000)',
} as const;

/** Does something while a function is changed, and changes it back. */
export async function withChanged(system: System, duty: DutyName, { seconds, mishap }: Change, work: () => Promise<void>): Promise<void> {
  const lambda = new LambdaClient(system.admin);
  const FunctionName = system.functions[duty];
  const { Timeout, Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const variables = Environment?.Variables ?? {};
  const options: Record<string, string> = mishap === undefined ? {} : { NODE_OPTIONS: `${SHORT_PAUSES} --import=${codeOf(mishap)}` };
  const changed = { FunctionName, Timeout: seconds ?? Timeout, Environment: { Variables: { ...variables, ...options } } };
  await lambda.send(new UpdateFunctionConfigurationCommand(changed));
  try {
    await work();
  } finally {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout, Environment: { Variables: variables } }));
  }
}

/** Only the first process finds no mark. */
function codeOf({ kind, markFile }: NonNullable<Change['mishap']>): string {
  const mark = `${markFile === undefined ? '' : `openSync(${JSON.stringify(markFile)}, 'wx');`} isFirst = true;`;
  const code = `import { openSync } from 'node:fs';
    setTimeout(() => { let isFirst = false; try { ${mark} } catch {} if (isFirst) ${MISHAPS[kind]}; }, 400);`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
