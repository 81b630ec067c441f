import * as z from 'zod';
import { jsonOf } from '../alarm/json-of.ts';
import { parseAlarms } from '../alarm/parse.ts';
import type { Alarm } from '../alarm.ts';
import { InputError } from '../errors.ts';

const text = z.string().optional().catch(undefined);

/** An event as EventBridge delivers it. Everything in `detail` is what a service reports, and so perhaps what an intruder wrote. */
export const Event = z.looseObject({
  'detail-type': z.string(),
  source: z.string(),
  account: text,
  detail: z.record(z.string(), z.unknown()),
});
export type Event = z.infer<typeof Event>;

/**
 * The events of a message, one for each finding: an investigation's folder keeps the one alarm that it is about. Throws an InputError
 * where the message is none.
 */
export function eventsIn(body: string): Event[] {
  const event = Event.safeParse(jsonOf(body)).data;
  if (event === undefined) throw new InputError('the message is no EventBridge event; send it without an input transformer');
  const { findings } = event.detail;
  if (!Array.isArray(findings) || findings.length < 2) return [event];
  return findings.map((finding) => ({ ...event, detail: { ...event.detail, findings: [finding] } }));
}

/** The alarm of an event of `eventsIn`; an InputError where it is none. */
export function alarmIn(event: Event): Alarm {
  const [alarm, ...others] = parseAlarms(event);
  if (alarm === undefined || others.length > 0) throw new InputError(`the event carries ${others.length + 1} alarms; send each by itself`);
  return alarm;
}
