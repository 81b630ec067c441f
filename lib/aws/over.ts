import * as z from 'zod';
import { secondLookOf } from '../core/begin.ts';
import { Unfinished } from '../core/gather.ts';
import { Id } from './lambda.ts';

/** EventBridge's word that an execution is over: Step Functions Developer Guide, "EventBridge for Step Functions execution status changes". */
const StatusChange = z.object({
  detail: z.object({ name: z.string().regex(/^[a-z0-9-]{2,46}$/), status: z.string(), startDate: z.number() }),
});

/** An investigation of a running execution, or an execution that is over. */
export const Over = z.union([Id, StatusChange]);

/** The investigations it is about: an execution that is over may have had a second look. */
export const idsOf = (over: z.infer<typeof Over>): string[] =>
  'id' in over ? [over.id] : [over.detail.name, secondLookOf(over.detail.name)];

const End = Id.extend({
  execution: z.string(),
  started: z.iso.datetime().transform(Date.parse),
  failures: z.array(Unfinished).default([]),
});

/** An investigation that came to its end: in the execution of which name, and when that was started, in milliseconds since 1970. */
export type End = z.infer<typeof End>;

/** What is to be published: the end that the state machine came to, or an execution that ended without coming to it. */
export const Ended = z.union([End, StatusChange]);

/** The same, investigation by investigation. */
export function endedOf(ended: z.infer<typeof Ended>): End[] {
  if ('id' in ended) return [ended];
  const { name, status, startDate } = ended.detail;
  const failures = [{ state: 'the execution', error: status }];
  return idsOf(ended).map((id) => ({ id, execution: name, started: startDate, failures }));
}
