import * as z from 'zod';
import { Alarm, Timestamp, Window } from './alarm.ts';
import { Dropped } from './entity.ts';
import { Cell, Coverage, FileProblem, Receipt, RolePolicies } from './investigation.ts';
import { Plan, PlannedRunbook } from './plan.ts';
import { Severity } from './severity.ts';
import { Statement } from './statement.ts';

/** The rows of one step. Every row carries its evidence in a column `eventid` or `eventids` (ids apart by spaces). */
const StepResult = z.object({
  runbook: z.string(),
  /** What it was asked about: `accessKeyId AKIA…`. Empty for a runbook that asks about nothing in particular. */
  about: z.string(),
  step: z.string(),
  title: z.string(),
  text: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(Cell)),
  truncated: z.boolean(),
  lookFor: z.string(),
});

/** Rows of a step that should have none on an ordinary day. Texts are Markdown from the runbook. */
export const Finding = StepResult.extend({ severity: Severity, next: z.string(), falsePositives: z.string() });
export type Finding = z.infer<typeof Finding>;

/** Rows that help to understand. An empty one says what that means. */
export const Context = StepResult.extend({ empty: z.string() });
export type Context = z.infer<typeof Context>;

/** One event that some step showed. */
export const TimelineEntry = z.object({
  time: Timestamp,
  eventId: z.string(),
  event: z.string(),
  principal: z.string(),
  sourceIp: z.string(),
  region: z.string(),
  error: z.string(),
  /** Shown by a finding, not only by context. */
  finding: z.boolean(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** The answer to an alarm: what people read, in every form that they read it. */
export const Report = z.object({
  schema: z.literal('trailwarden/report@1'),
  investigation: z.object({
    id: Plan.shape.id,
    alarm: Alarm,
    reason: z.string(),
    startedBy: z.string(),
    window: Window,
    accounts: Plan.shape.reads.shape.accounts,
    regions: Plan.shape.reads.shape.regions,
    runbooks: z.array(PlannedRunbook),
    skipped: Plan.shape.skipped,
    dropped: z.array(Dropped),
    /** `incomplete`: something failed, or there was no log file; `unknown` says what that costs. */
    status: z.enum(['complete', 'incomplete']),
  }),
  access: z.object({ policies: RolePolicies, minutes: z.number(), receipt: Receipt }),
  coverage: Coverage.extend({
    /** Of the alarm's own events: were they among the records? `none` = the alarm names no event. */
    trigger: z.enum(['found', 'not found', 'none']),
    dataEvents: z.array(z.string()),
    problems: z.array(FileProblem),
  }),
  /** Most severe first. */
  findings: z.array(Finding),
  /** One sentence for each thing that this report cannot tell. */
  unknown: z.array(z.string()),
  context: z.array(Context),
  timeline: z.array(TimelineEntry),
  failures: z.array(z.object({ runbook: z.string(), step: z.string(), reason: z.string() })),
  cost: z.object({
    files: z.number(),
    bytes: z.number(),
    /** Records that were read, where the engine says so, and those that the scopes kept. */
    read: z.number().optional(),
    records: z.number(),
    queries: z.number(),
    seconds: z.number(),
    /** What Athena would ask for at 5 US dollars a terabyte read, 10 MB at least for a query. */
    athenaDollars: z.number(),
  }),
  statements: z.array(z.object({ runbook: z.string(), step: z.string(), statement: Statement })),
  versions: z.record(z.string(), z.string()),
});
export type Report = z.infer<typeof Report>;
