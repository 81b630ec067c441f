import * as z from 'zod';
import { Alarm, Timestamp, Window } from './alarm.ts';
import { Dropped, Entities } from './entity.ts';
import { Severity } from './severity.ts';

/** Where things are on AWS, as far as policies have to name them. */
export const Place = z.object({
  partition: z.string(),
  account: z.string(),
  region: z.string(),
  /** The trail's bucket and what stands before `AWSLogs/` in its keys, without slashes at the ends. */
  logs: z.object({ bucket: z.string(), prefix: z.string(), organization: z.string().optional(), kmsKeyArn: z.string().optional() }),
  /** The bucket that holds `investigations/<id>/`. */
  folder: z.object({ bucket: z.string(), kmsKeyArn: z.string().optional() }),
  workgroup: z.string(),
  database: z.string(),
  /** The table over the trail and the table over the evidence. */
  tables: z.object({ logs: z.string(), evidence: z.string() }),
  /** ARNs of the roles that may assume the temporary role. */
  callers: z.array(z.string()).min(1),
});
export type Place = z.infer<typeof Place>;

/** A runbook that will run, with the values that it was given. */
export const PlannedRunbook = z.object({
  id: z.string(),
  title: z.string(),
  severity: Severity,
  /** Why it was chosen, for a person. */
  because: z.string(),
  parameters: Entities,
  /** Start of its baseline, where it has one. */
  baselineFrom: Timestamp.optional(),
  /** Fingerprint of the document. */
  sha256: z.string(),
});
export type PlannedRunbook = z.infer<typeof PlannedRunbook>;

/** Everything that an investigation will do, decided before any access exists. */
export const Plan = z.object({
  /** Also SourceIdentity, session name and folder name: 2 to 48 of [a-z0-9-]. */
  id: z.string().regex(/^[a-z0-9-]{2,48}$/),
  alarm: Alarm,
  reason: z.string(),
  startedBy: z.string(),
  window: Window,
  /** What of the logs may be read: `2026/06/01` days, both included, accounts and Regions; `all` = as many as the trail has. */
  reads: z.object({
    firstDay: z.string(),
    lastDay: z.string(),
    accounts: z.union([z.literal('all'), z.array(z.string())]),
    regions: z.union([z.literal('all'), z.array(z.string())]),
  }),
  runbooks: z.array(PlannedRunbook),
  /** Runbooks that fit the alarm and do not run, and why; `command` runs one all the same. */
  skipped: z.array(z.object({ id: z.string(), title: z.string(), reason: z.string(), command: z.string().optional() })),
  dropped: z.array(Dropped),
  /** The alarm's own events. */
  eventIds: z.array(z.string()),
  /** Numbers and lists from the settings that steps may use as `:name`. */
  constants: z.record(z.string(), z.union([z.number(), z.array(z.string())])),
  rowLimit: z.number(),
  access: z.object({ minutes: z.union([z.literal(15), z.literal(60)]), deadline: Timestamp }),
  place: Place,
});
export type Plan = z.infer<typeof Plan>;
