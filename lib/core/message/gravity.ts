import type { Report } from '../report.ts';
import { bySeverity, type Severity } from '../severity.ts';
import type { Attributes, MessageContext } from './message.ts';

/**
 * How severe the news is, which decides who hears of it: the worst finding's severity. That an alarm was looked into and nothing
 * was found is `low`, for those who wait for the answer; the same of a request or a schedule is `info`. Where the investigation is
 * incomplete nobody has refuted the alarm, so its own severity stands, and no less than `medium`. A sample is `low`: it reaches
 * mailboxes, which proves that they are reached, and wakes nobody.
 */
export function gravityOf({ findings, investigation: { alarm, status } }: Report): Severity {
  if (alarm.sample) return 'low';
  const found = findings.map(({ severity }) => severity);
  const open: Severity[] = status === 'complete' ? [alarm.kind === 'manual' ? 'info' : 'low'] : ['medium', alarm.severity];
  return worstOf([...found, ...open]);
}

const worstOf = (severities: readonly Severity[]): Severity => severities.toSorted(bySeverity)[0] ?? 'info';

/** What a report's messages are filtered by. Whoever was told of a first look has to hear of the second, even if that clears it. */
export const attributesOf = (report: Report, { before }: Pick<MessageContext, 'before'>): Attributes => ({
  severity: worstOf([report, ...(before === undefined ? [] : [before])].map(gravityOf)),
  status: report.investigation.status,
  investigation: report.investigation.id,
});
