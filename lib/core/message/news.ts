import { type Changes, changesSince } from '../changes.ts';
import { headlineOf } from '../render/headline.ts';
import { count } from '../render/quantity.ts';
import type { Finding, Report } from '../report.ts';
import { bySeverity } from '../severity.ts';
import type { MessageContext } from './message.ts';

/** What a message tells of a report. */
export interface News {
  /** A few words that tell it all: how bad, what, where. Still as unsafe as the report. */
  readonly headline: string;
  /** All findings of a first report; of a second one those that are new or changed, with only such rows. Most severe first. */
  readonly findings: readonly Finding[];
  readonly changes: Changes | undefined;
}

/** What is worth telling. */
export function newsOf(report: Report, { before }: Pick<MessageContext, 'before'>): News {
  const changes = before === undefined ? undefined : changesSince(before, report);
  const news = changes === undefined ? report.findings : [...changes.added, ...changes.changed.map(({ finding }) => finding)];
  const findings = news.toSorted((a, b) => bySeverity(a.severity, b.severity));
  return {
    headline: headline(report, findings[0] ?? report.findings.toSorted((a, b) => bySeverity(a.severity, b.severity))[0], changes),
    findings,
    changes,
  };
}

/** `HIGH, 12 findings: Credentials made for another user, account 111122223333`: a phone shows the first forty characters. */
function headline(report: Report, first: Finding | undefined, changes: Changes | undefined): string {
  const { alarm, status } = report.investigation;
  const account = alarm.account === undefined ? '' : `, account ${alarm.account}`;
  if (alarm.sample) return `SAMPLE, no access was opened: ${alarm.type}${account}`;
  const parts = [
    headlineOf(report).severity?.toUpperCase() ?? 'NO FINDING',
    status === 'incomplete' && 'INCOMPLETE',
    changes !== undefined && 'second look',
    report.findings.length > 0 && count(report.findings.length, 'finding'),
  ].filter((part) => part !== false);
  return `${parts.join(', ')}: ${first?.title ?? alarm.type}${account}`;
}
