import type { Decision } from '../../core/intake/decide.ts';
import { FILES } from '../../core/kept.ts';
import { log } from '../telemetry.ts';
import { startExecution } from './executions.ts';
import type { Intake } from './intake.ts';
import { putOnce } from './put-once.ts';

/** An alarm that may start. */
export type Starting = Extract<Decision, { kind: 'start' }>;

/**
 * Starts the investigation of an alarm. The alarm lies in the folder before the execution begins: it may be larger than what a state may
 * hold, and belongs into no history of executions. What lies there already stays: it is the same alarm, and an investigation
 * may have begun on it.
 */
export async function startAlarm(
  { names: { name }, alarm, received }: Starting,
  earlier: string | undefined,
  intake: Intake,
): Promise<void> {
  await putOnce(`investigations/${name}/${FILES.alarm}`, received, intake);
  const input = earlier === undefined ? {} : { startedBy: `alarm of ${alarm.kind}, continues ${earlier}` };
  const isNew = await startExecution(name, input, intake);
  const fields = { execution: name, kind: alarm.kind, severity: alarm.severity, account: alarm.account, region: alarm.region };
  if (isNew) log.info('an investigation starts', fields);
  else log.info('the alarm was delivered before', fields);
}
