import * as z from 'zod';
import { InputError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { HOUR, parseTime, timestamp } from '../time.ts';
import { nameOf } from './case-names.ts';

/** What EventBridge Scheduler sends. `at`: the scheduled time, the same for each delivery (`<aws.scheduler.scheduled-time>`). */
export const Scheduled = z.union([
  z.strictObject({ audit: z.string(), at: z.string().optional() }),
  z.strictObject({ canary: z.literal(true), at: z.string().optional() }),
]);
export type Scheduled = z.infer<typeof Scheduled>;

/** An execution to start, and its input. */
export interface ScheduledStart {
  readonly name: string;
  readonly input: { readonly request: Readonly<Record<string, unknown>>; readonly startedBy: string };
}

/** Reads few records, needs no parameter, and what it would find nobody wants to miss. */
const CANARY_RUNBOOK = 'logging-tampering';

/** The investigation that a schedule asks for. `now` in milliseconds since 1970. */
export function scheduledStart(scheduled: Scheduled, { audits }: Pick<Settings, 'audits'>, now: number): ScheduledStart {
  const at = Date.parse(scheduled.at === undefined ? timestamp(now) : parseTime(scheduled.at, 'at'));
  if ('canary' in scheduled) return canary(at);
  const audit = audits.find(({ name }) => name === scheduled.audit);
  if (audit === undefined) {
    throw new InputError(`the settings have no audit '${scheduled.audit}'; the schedule is of another deployment: deploy again`);
  }
  const { name, runbooks, parameters, lookBackHours } = audit;
  const window = { from: timestamp(at - lookBackHours * HOUR), to: timestamp(at) };
  return startOf('audit', { key: name, at, request: { runbooks, parameters, ...window, reason: `Audit ${name}` } });
}

/** The hour before the last one: its logs have been delivered, so that the canary waits for nothing. */
function canary(at: number): ScheduledStart {
  const window = { from: timestamp(at - 2 * HOUR), to: timestamp(at - HOUR) };
  return startOf('canary', {
    key: '',
    at,
    request: { runbooks: [CANARY_RUNBOOK], ...window, reason: 'Canary: shows that investigations work' },
  });
}

interface Parts {
  readonly key: string;
  readonly at: number;
  readonly request: ScheduledStart['input']['request'];
}

const startOf = (kind: 'audit' | 'canary', { key, at, request }: Parts): ScheduledStart => ({
  name: `${kind}-${nameOf(timestamp(at), [kind, key])}`,
  input: { request, startedBy: `the schedule of ${kind === 'audit' ? `the audit ${key}` : 'the canary'}` },
});
