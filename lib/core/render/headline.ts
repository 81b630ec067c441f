import type { Alarm } from '../alarm.ts';
import type { Report } from '../report.ts';
import { bySeverity, type Severity } from '../severity.ts';
import { count, moment } from './quantity.ts';

/** What a reader has to know first, in the order in which they need it. */
export interface Headline {
  /** Of the worst finding; none where nothing was found. */
  readonly severity: Severity | undefined;
  readonly verdict: string;
  readonly title: string;
  readonly origin: string;
  readonly when: string;
}

const KINDS: Readonly<Record<Alarm['kind'], string>> = {
  guardduty: 'GuardDuty finding',
  securityhub: 'Security Hub finding',
  cloudtrail: 'CloudTrail event',
  cloudwatch: 'CloudWatch alarm',
  manual: 'Manual request',
};

function verdictOf({ findings, investigation }: Report): string {
  const runbooks = new Set(findings.map(({ runbook }) => runbook)).size;
  const found = findings.length === 0 ? 'No finding' : `${count(findings.length, 'finding')} in ${count(runbooks, 'runbook')}`;
  return investigation.status === 'complete' ? found : `${found}; the investigation is incomplete`;
}

/** The parts of the headline, still as unsafe as the report's own text. */
export function headlineOf(report: Report): Headline {
  const { alarm, window } = report.investigation;
  const origin = [`${KINDS[alarm.kind]} ${alarm.type}`, alarm.account ? `account ${alarm.account}` : 'account not named', alarm.region];
  return {
    severity: report.findings.map(({ severity }) => severity).sort(bySeverity)[0],
    verdict: verdictOf(report),
    title: `${alarm.sample ? '[sample] ' : ''}${alarm.title}`,
    origin: origin.filter((part) => part !== undefined).join(', '),
    when: `Alarm of ${moment(alarm.time)}; events from ${moment(window.from)} to ${moment(window.to)}`,
  };
}
