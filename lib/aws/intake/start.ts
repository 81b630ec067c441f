import { admission } from '../../core/intake/admission.ts';
import { type Decision, decide } from '../../core/intake/decide.ts';
import { type Scheduled, scheduledStart } from '../../core/intake/scheduled.ts';
import { clock } from '../clock.ts';
import { count, log } from '../telemetry.ts';
import { loadOf, startExecution, thoseThatRan } from './executions.ts';
import { type Holding, hold } from './hold.ts';
import type { Intake } from './intake.ts';
import { type Received, setAside } from './set-aside.ts';
import { type Starting, startAlarm } from './start-alarm.ts';

/** The answer by which Lambda leaves messages in the queue. */
export interface Unfinished {
  batchItemFailures: { itemIdentifier: string }[];
}

/**
 * Starts an investigation for each new alarm of a batch, in order. At the first that has to wait or that AWS itself fails, it and all
 * behind it stay in the queue: the order of a FIFO queue asks for it (Lambda Developer Guide, "Implementing partial batch responses").
 * A message that waits is received once a minute at most, and only while it is among the first ten of its group: for 20 minutes at 30
 * investigations an hour. So waiting never uses up the queue's 1,000 receives.
 */
export async function startBatch(messages: readonly Received[], intake: Intake): Promise<Unfinished> {
  for (const [index, message] of messages.entries()) {
    const left = messages.slice(index);
    const outcome = await tried(() => handle(message, intake));
    if (outcome === 'done') continue;
    if (outcome !== 'failed') await tried(() => hold(left, outcome, intake));
    return { batchItemFailures: left.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  }
  return { batchItemFailures: [] };
}

/** Whatever AWS threw, the message is tried again; how often, the queue knows. */
async function tried<Outcome>(work: () => Promise<Outcome>): Promise<Outcome | 'failed'> {
  try {
    return await work();
  } catch (thrown) {
    log.error('a message could not be handled and comes again', thrown);
    return 'failed';
  }
}

async function handle(message: Received, intake: Intake): Promise<'done' | Holding> {
  const { deployment, settings, catalogue, ownRoles } = intake;
  const ours = { place: deployment.place, rolePath: deployment.rolePath, roles: [...deployment.place.callers, ...ownRoles] };
  for (const decision of decide(message.body, { ours, settings, catalogue })) {
    const outcome = await carryOut(decision, message, intake);
    if (outcome !== 'done') return outcome;
  }
  return 'done';
}

async function carryOut(decision: Decision, message: Received, intake: Intake): Promise<'done' | Holding> {
  if (decision.kind === 'start') return startIfNew(decision, intake);
  if (decision.kind === 'set aside') {
    log.warn('a message is no alarm and was set aside', { request: message.messageId });
    count('RefusedAlarms');
    await setAside(message, decision.reason, intake);
    return 'done';
  }
  log.info('an event starts nothing', { request: message.messageId, outcome: decision.because.replace(' ', '-') });
  if (decision.because !== 'unanswered') count('RefusedAlarms');
  return 'done';
}

/** What ran already waits for nobody. */
async function startIfNew(starting: Starting, intake: Intake): Promise<'done' | Holding> {
  const { name, covering, earlier } = starting.names;
  const [known] = await thoseThatRan([name, ...covering], intake);
  if (known !== undefined) {
    log.info('the alarm brings nothing new', { execution: known, kind: starting.alarm.kind });
    return 'done';
  }
  const load = await loadOf(intake);
  const admitted = admission(load, intake.settings.limits, clock.now());
  if (admitted.kind === 'wait') return { wait: admitted, load };
  const [first] = await thoseThatRan(earlier, intake);
  await startAlarm(starting, first, intake);
  return 'done';
}

/**
 * Starts what a schedule asks for. Limits are for alarms, which nobody can foresee; schedules are as many as the settings have. Scheduler
 * and Lambda try again where this throws, and the name of a scheduled time is the same each time.
 */
export async function startScheduled(scheduled: Scheduled, intake: Intake): Promise<Unfinished> {
  const { name, input } = scheduledStart(scheduled, intake.settings, clock.now());
  const isNew = await startExecution(name, input, intake);
  log.info(isNew ? 'a scheduled investigation starts' : 'the scheduled investigation was started before', { execution: name });
  return { batchItemFailures: [] };
}
