import type { Alarm } from './alarm.ts';
import { runbookOf } from './compose.ts';
import type { Plan } from './plan.ts';
import type { Report } from './report.ts';
import type { Catalogue } from './runbook/runbook.ts';

/** What the sentences are made from. */
interface Known {
  readonly plan: Plan;
  readonly coverage: Report['coverage'];
  readonly failures: Report['failures'];
  readonly widened: readonly string[];
  readonly results: readonly { readonly title: string; readonly rows: readonly unknown[]; readonly truncated: boolean }[];
  readonly catalogue: Catalogue;
}

/** One sentence for each thing that the report cannot tell, the gravest first. */
export const unknowns = (known: Known): string[] => SOURCES.flatMap((source) => source(known));

const SOURCES: readonly ((known: Known) => string[])[] = [
  ({ coverage }) => (coverage.files === 0 ? ['There is no log file for these accounts, Regions and days: nothing was looked at.'] : []),
  unanswered,
  ({ coverage: { trigger } }) =>
    trigger === 'not found'
      ? [
          'The event that raised the alarm is not among the records. CloudTrail may not have delivered it yet: run this again in 15 minutes.',
        ]
      : [],
  early,
  ({ coverage: { missing } }) =>
    missing.map(({ account, region, days }) => `No log file of ${account} in ${region} for ${days.join(', ')}: that time is blank.`),
  ({ coverage: { problems } }) =>
    problems.map(
      ({ file, problem, salvaged, lost }) =>
        `${file} is damaged (${problem}): ${salvaged} records were saved, ${lost === 0 ? 'an unknown number' : `at least ${lost}`} lost.`,
    ),
  unlogged,
  elsewhere,
  ({ plan: { alarm } }) => (alarm.sample ? ['The finding is a generated sample: the names in it do not exist.'] : []),
  ({ plan }) => plan.dropped.map(({ name, value, reason }) => `${name} '${value}' ${reason}: nothing was asked about it.`),
  ({ results }) =>
    results
      .filter(({ truncated }) => truncated)
      .map(({ title, rows }) => `"${title}" has more than the ${rows.length} rows that are shown. Narrow the window to see the rest.`),
  ({ widened }) => [...widened],
  ({ coverage: { layout } }) =>
    layout === 'flat' ? ['The folder does not say which accounts, Regions and days it holds, so gaps in it cannot be seen.'] : [],
];

/** A pass that failed takes several runbooks with it, for one reason. */
function unanswered({ failures }: Known): string[] {
  return [...Map.groupBy(failures, ({ reason }) => reason)].map(([reason, group]) => {
    const what = [...new Set(group.map(({ runbook, step }) => (step === 'collect' ? runbook : `${runbook} (${step})`)))];
    return `No answer from ${what.join(', ')}: ${reason.split('\n')[0]}`;
  });
}

/** Accounts and Regions whose newest file came before the window ended. */
function early({ plan, coverage }: Known): string[] {
  const late = coverage.newest.filter(({ at }) => at < plan.window.to).map(({ account, region, at }) => `${account} ${region} ${at}`);
  if (late.length === 0) return [];
  return [`The window ends at ${plan.window.to}, and the newest log files are older: ${late.join('; ')}. What came later is not in here.`];
}

/** Data events that a runbook needs and that the trail does not seem to record. */
function unlogged({ plan, coverage, catalogue }: Known): string[] {
  const services = { 's3 data events': 's3.amazonaws.com', 'lambda data events': 'lambda.amazonaws.com' };
  const missing = plan.runbooks.flatMap((planned) => {
    const { needs, title } = runbookOf(planned, catalogue);
    return needs === 'management' || coverage.dataEvents.includes(services[needs]) ? [] : [{ needs, title }];
  });
  return missing.map(({ needs, title }) => `No ${needs} were seen. Where the trail does not record them, "${title}" cannot see anything.`);
}

/** Finding types of which the activity itself leaves no trace in CloudTrail: GuardDuty user guide, "Foundational data sources". */
const OUTSIDE = /:(EC2|Runtime|Kubernetes|Lambda|RDS|ECS|Container)\//;

function elsewhere({ plan }: Known): string[] {
  const { kind, type }: Pick<Alarm, 'kind' | 'type'> = plan.alarm;
  if (kind !== 'guardduty' || !OUTSIDE.test(type)) return [];
  return [
    'What raised this finding (network, DNS, runtime or audit-log activity) is not in CloudTrail. This report shows API calls around it.',
  ];
}
