import type { EventRule } from '../../core/event-patterns.ts';

/** A rule sees read-only calls only where its state says so. Source: EventBridge User Guide, "AWS service events via CloudTrail". */
export const stateOf = ({ allManagementEvents }: Pick<EventRule, 'allManagementEvents'>): string =>
  allManagementEvents ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : 'ENABLED';
