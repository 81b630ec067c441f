import * as z from 'zod';
import { EntityName } from '../entity.ts';
import { Severity } from '../severity.ts';

/** A parameter that a runbook cannot do without, or a set of which one is enough. */
export const Requirement = z.union([EntityName, z.strictObject({ any: z.array(EntityName).min(2) })]);
export type Requirement = z.infer<typeof Requirement>;

/** Data events that a runbook needs besides management events; a trail has them only where it selects them. */
export const Needs = z.enum(['management', 's3 data events', 'lambda data events']);

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is not a day like 2026-11-24');

/** The front matter of a runbook. */
export const FrontMatter = z.strictObject({
  title: z.string().min(5),
  severity: Severity,
  /** ATT&CK technique ids. */
  attack: z.array(z.string().regex(/^T\d{4}(\.\d{3})?$/, 'is not an ATT&CK technique like T1078.004')),
  parameters: z.array(Requirement),
  /** Used where the alarm has them, and not missed where it has not. */
  optional: z.array(EntityName).default([]),
  /** The only predicate that meets the raw logs. */
  scope: z.string().min(1),
  /** Days before the window that `baseline` holds. */
  baseline: z.int().min(1).max(90).optional(),
  /** Where to look: `alarm` = the alarm's Region and those of global services. */
  regions: z.enum(['all', 'alarm']).default('all'),
  triggers: z
    .strictObject({
      /** Globs over finding types. */
      guardduty: z.array(z.string()).default([]),
      /** Globs over event names of one source (or `*`). */
      cloudtrail: z.array(z.strictObject({ source: z.string(), names: z.array(z.string()).min(1) })).default([]),
      /** Globs over names of CloudWatch alarms, letters of either case. */
      alarms: z.array(z.string()).default([]),
    })
    .prefault({}),
  needs: Needs.default('management'),
  /** Runbooks to go on with, and the output columns that feed their parameters. */
  next: z.array(z.strictObject({ runbook: z.string(), parameters: z.partialRecord(EntityName, z.string()) })).default([]),
  reviewed: day,
});
export type FrontMatter = z.infer<typeof FrontMatter>;

/** One query of a runbook. `line` is where its SQL begins in the file, from 1. */
export interface Step {
  readonly id: string;
  readonly title: string;
  readonly mark: { readonly kind: 'finding'; readonly severity: Severity } | { readonly kind: 'context' };
  readonly text: string;
  readonly lookFor: string;
  readonly sql: string;
  readonly line: number;
}

/** A runbook: the document that a person reads is exactly what runs. */
export interface Runbook extends FrontMatter {
  readonly id: string;
  readonly category: string;
  readonly purpose: string;
  readonly steps: readonly Step[];
  readonly outputs: {
    readonly columns: string;
    readonly next: string;
    readonly falsePositives: string;
    readonly empty: string;
  };
  /** The file as it is written. */
  readonly source: string;
}

/** The runbooks that exist, by id. */
export type Catalogue = ReadonlyMap<string, Runbook>;
