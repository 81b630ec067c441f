import * as z from 'zod';
import { Timestamp } from './alarm.ts';
import { Statement } from './statement.ts';

/** One day folder of log files: `AWSLogs/<account>/CloudTrail/<region>/<yyyy/mm/dd>/`. */
export const Partition = z.object({
  account: z.string(),
  region: z.string(),
  /** `2026/06/01`, the UTC day on which the files were delivered. */
  day: z.string(),
  files: z.number(),
  bytes: z.number(),
  /** Delivery time of the newest file, where its name carries one. */
  newest: Timestamp.optional(),
});
export type Partition = z.infer<typeof Partition>;

/** Which log files exist for a plan, from a listing. */
export const Coverage = z.object({
  /** `flat`: a folder or file that does not carry account, Region and day; all of it is read and pruned by the records. */
  layout: z.enum(['partitioned', 'flat']),
  files: z.number(),
  /** Bytes as stored, so compressed where the files are. */
  bytes: z.number(),
  partitions: z.array(Partition),
  /** Days inside the window for which an account and Region that has other files has none. */
  missing: z.array(z.object({ account: z.string(), region: z.string(), days: z.array(z.string()) })),
  /** Delivery time of the newest file for each account and Region. */
  newest: z.array(z.object({ account: z.string(), region: z.string(), at: Timestamp })),
});
export type Coverage = z.infer<typeof Coverage>;

/** An IAM policy document. */
export const Policy = z.object({ Version: z.literal('2012-10-17'), Statement: z.array(z.record(z.string(), z.unknown())) });
export type Policy = z.infer<typeof Policy>;

/** The two policies of the temporary role, and in which ways they had to be wider than the plan to fit IAM's limit. */
export const RolePolicies = z.object({ trust: Policy, permissions: Policy, widened: z.array(z.string()) });
export type RolePolicies = z.infer<typeof RolePolicies>;

/** Access that was handed out. `local`: no role exists, the reader itself keeps to the policies. */
export const Grant = z.object({
  kind: z.enum(['role', 'local']),
  roleArn: z.string().optional(),
  granted: Timestamp,
  deadline: Timestamp,
  policies: RolePolicies,
});
export type Grant = z.infer<typeof Grant>;

/** Proof that access is gone. */
export const Receipt = z.object({
  kind: z.enum(['role', 'local']),
  granted: Timestamp.optional(),
  revoked: Timestamp,
  gone: z.boolean(),
  /** One sentence for a person: how it is known. */
  proof: z.string(),
});
export type Receipt = z.infer<typeof Receipt>;

/** A log file that could not be read as it is, and what was got out of it all the same. */
export const FileProblem = z.object({ file: z.string(), problem: z.string(), salvaged: z.number(), lost: z.number() });
export type FileProblem = z.infer<typeof FileProblem>;

/** What one pass over the raw logs kept: the records that a planned runbook's scope matches, each event id once. */
export const Evidence = z.object({
  /** Parquet files, relative to the investigation's folder. */
  files: z.array(z.string()),
  records: z.number(),
  read: z.object({ files: z.number(), bytes: z.number(), records: z.number().optional(), seconds: z.number() }),
  problems: z.array(FileProblem),
  /** Which of the alarm's own event ids are among the records. */
  found: z.array(z.string()),
  /** Services of which data events were seen, such as s3.amazonaws.com. */
  dataEvents: z.array(z.string()),
});
export type Evidence = z.infer<typeof Evidence>;

/** One step, ready to be asked. */
export const Question = z.object({ step: z.string(), statement: Statement, rowLimit: z.number() });
export type Question = z.infer<typeof Question>;

/** One value of a result. Lists and objects are for JSON to carry inside a text: a cell is one thing a person can read. */
export const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Cell = z.infer<typeof Cell>;

const asked = { step: z.string(), statement: Statement };
/** What a step answered: rows, or why there are none to show. `bytes` are what the engine read for it, 0 where it does not say. */
export const Answer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rows'),
    ...asked,
    columns: z.array(z.string()),
    rows: z.array(z.array(Cell)),
    /** More rows existed than the row limit; the first ones are here. */
    truncated: z.boolean(),
    bytes: z.number(),
    seconds: z.number(),
  }),
  z.object({ kind: z.literal('failed'), ...asked, reason: z.string() }),
]);
export type Answer = z.infer<typeof Answer>;
