import { alarmRules } from './event-patterns/alarm-rules.ts';
import { callRules } from './event-patterns/call-rules.ts';
import { findingRules } from './event-patterns/finding-rules.ts';
import type { Catalogue } from './runbook/runbook.ts';
import type { Settings } from './settings.ts';

/** A rule on a default event bus of EventBridge. */
export interface EventRule {
  /** Letters, digits and hyphens; the same for the same catalogue and settings, so that a deployment changes only what changed. */
  readonly id: string;
  readonly description: string;
  /** At most 2,048 characters as JSON: EventBridge User Guide, "Quotas". */
  readonly pattern: Readonly<Record<string, unknown>>;
  /** Whether it is to see read-only calls, too: the state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS. */
  readonly allManagementEvents: boolean;
}

/**
 * The rules by which events start investigations: what the catalogue's triggers name, as far as settings let it start one. Each names its
 * `source`, which for `aws.` nobody but AWS can write (EventBridge API Reference, PutEventsRequestEntry).
 */
export const eventRules = (catalogue: Catalogue, settings: Settings): readonly EventRule[] => [
  ...findingRules(catalogue, settings),
  ...callRules(catalogue, settings),
  ...alarmRules(catalogue, settings),
];
