import * as z from 'zod';
import { Dropped, Entities } from './entity.ts';
import { Severity } from './severity.ts';

/** A moment in UTC, to the second, as CloudTrail writes it: 2026-06-01T03:12:45Z. Such texts sort by time. */
export const Timestamp = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'is not a UTC time like 2026-06-01T03:12:45Z');
export type Timestamp = z.infer<typeof Timestamp>;

/** From `from` (included) to `to` (excluded). */
export const Window = z.object({ from: Timestamp, to: Timestamp });
export type Window = z.infer<typeof Window>;

/**
 * Whatever started an investigation, in one shape. All text in it was written by somebody else, perhaps the intruder: only `entities`
 * passed their rules; `title`, `type` and `id` are for showing, escaped.
 */
export const Alarm = z.object({
  kind: z.enum(['guardduty', 'securityhub', 'cloudtrail', 'cloudwatch', 'manual']),
  /** What fired: a GuardDuty finding type, `iam.amazonaws.com:CreateAccessKey`, the name of a CloudWatch alarm, or `manual`. */
  type: z.string(),
  id: z.string(),
  /** The same for every delivery of the same alarm. */
  dedupKey: z.string(),
  title: z.string(),
  severity: Severity,
  /** The account and Region of the activity, where the alarm names them and they pass their rules. */
  account: z.string().optional(),
  region: z.string().optional(),
  /** When the activity was first and last seen. */
  activity: Window,
  /** When the alarm was raised. */
  time: Timestamp,
  /** Made by "generate sample findings": the names in it do not exist. */
  sample: z.boolean(),
  entities: Entities,
  dropped: z.array(Dropped),
  /** Only for `manual`: what a person asked for. */
  request: z.object({ runbooks: z.array(z.string()), reason: z.string() }).optional(),
});
export type Alarm = z.infer<typeof Alarm>;
