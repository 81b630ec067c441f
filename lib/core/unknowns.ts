import { runbookOf } from './compose.ts';
import type { Receipt, RolePolicies } from './investigation.ts';
import { listed } from './listed.ts';
import type { Plan } from './plan.ts';
import type { Report } from './report.ts';
import type { Round } from './round.ts';
import type { Catalogue } from './runbook/runbook.ts';
import { atLeast, type Severity } from './severity.ts';
import { HOUR } from './time.ts';

/** What the sentences are made from. */
interface Facts {
  readonly rounds: readonly Round[];
  readonly coverage: Report['coverage'];
  readonly failures: Report['failures'];
  readonly policies: RolePolicies;
  readonly receipt: Receipt;
  readonly results: readonly (Pick<Report['context'][number], 'runbook' | 'title' | 'rows' | 'truncated'> & {
    readonly severity?: Severity;
  })[];
  /** Events that found no room in the timeline. */
  readonly leftOut: number;
  readonly catalogue: Catalogue;
}

/** The facts, and the plan of the alarm itself. */
interface Known extends Facts {
  readonly plan: Plan;
}

/** One sentence for each thing that the report cannot tell, the gravest first; no sentence twice. */
export function unknowns(facts: Facts): string[] {
  const [first] = facts.rounds;
  return first === undefined ? [] : [...new Set(SOURCES.flatMap((source) => source({ ...facts, plan: first.plan })))];
}

const SOURCES: readonly ((known: Known) => string[])[] = [
  ({ receipt: { gone, proof } }) => (gone ? [] : [`Access is not proven to be gone. ${proof}`]),
  ({ coverage }) => (coverage.files === 0 ? ['There is no log file for these accounts, Regions and days: nothing was looked at.'] : []),
  unanswered,
  blinded,
  untriggered,
  early,
  blank,
  ({ coverage: { problems } }) =>
    problems.map(
      ({ file, problem, salvaged, lost }) =>
        `${file} is damaged (${problem}): ${salvaged} records were saved, ${lost === 0 ? 'an unknown number' : `at least ${lost}`} lost.`,
    ),
  unlogged,
  elsewhere,
  ({ plan: { alarm } }) => (alarm.sample ? ['The finding is a generated sample: the names in it do not exist.'] : []),
  unasked,
  ({ results }) =>
    results
      .filter(({ truncated }) => truncated)
      .map(
        ({ runbook, title, rows }) =>
          `"${title}" of ${runbook} has more than the ${rows.length} rows that are shown. Narrow the window to see the rest.`,
      ),
  ({ leftOut }) => (leftOut === 0 ? [] : [`The timeline has no room for ${leftOut} more events. The steps list them.`]),
  ({ policies: { widened } }) => [...widened],
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

/** ATT&CK's "Disable or Modify Cloud Logs", by its number in version 19 and before. */
const BLINDING = ['T1685.002', 'T1562.008'];

/** What an intruder did after logging was stopped or narrowed may have left no record. */
function blinded({ results, catalogue }: Known): string[] {
  const changes = results.filter(
    ({ severity, runbook }) =>
      severity !== undefined && atLeast(severity, 'high') && catalogue.get(runbook)?.attack.some((id) => BLINDING.includes(id)),
  );
  if (changes.length === 0) return [];
  return [`Logging was changed (${changes.map(({ title }) => `"${title}"`).join(', ')}): calls after that may have left no record.`];
}

/** CloudTrail delivers within about 5 minutes of a call, with no promise: CloudTrail User Guide, "How CloudTrail works". */
function untriggered({ plan, coverage, receipt }: Known): string[] {
  if (coverage.trigger !== 'not found') return [];
  const isFresh = Date.parse(receipt.revoked) - Date.parse(plan.alarm.time) < HOUR;
  const why = isFresh ? 'CloudTrail may not have delivered it yet: run this again in 15 minutes.' : 'Its log file is not among those read.';
  return [`The event that raised the alarm is not among the records. ${why}`];
}

/** Accounts and Regions whose newest file came before the window ended. */
function early({ plan: { window }, coverage }: Known): string[] {
  const late = coverage.newest.filter(({ at }) => at < window.to).map(({ account, region, at }) => `${account} ${region} ${at}`);
  if (late.length === 0) return [];
  return [
    `The window ends at ${window.to}, and the newest log files are older: ${listed(late, '; ')}. Whatever came later is not in here.`,
  ];
}

/** CloudTrail writes no file where nothing was called, so a day without one may be quiet or lost. */
function blank({ coverage: { missing } }: Known): string[] {
  return missing.map(
    ({ account, region, days }) =>
      `No log file of ${account} in ${region} for ${listed(days)}: either nothing happened there or nothing was delivered.`,
  );
}

/** Data events that a runbook needs and that the trail does not seem to record. */
function unlogged({ rounds, coverage, catalogue }: Known): string[] {
  const services = { 's3 data events': 's3.amazonaws.com', 'lambda data events': 'lambda.amazonaws.com' };
  const planned = rounds.flatMap(({ plan }) => plan.runbooks);
  const missing = planned.flatMap((one) => {
    const { needs, title } = runbookOf(one, catalogue);
    return needs === 'management' || coverage.dataEvents.includes(services[needs]) ? [] : [{ needs, title }];
  });
  return missing.map(({ needs, title }) => `No ${needs} were seen. Where the trail does not record them, "${title}" cannot see anything.`);
}

/** Finding types of which the activity itself leaves no trace in CloudTrail: GuardDuty user guide, "Foundational data sources". */
const OUTSIDE = /:(EC2|Runtime|Kubernetes|Lambda|RDS|ECS|Container)\//;

function elsewhere({ plan: { alarm } }: Known): string[] {
  if (alarm.kind !== 'guardduty' || !OUTSIDE.test(alarm.type)) return [];
  return [
    'What raised this finding (network, DNS, runtime or audit-log activity) is not in CloudTrail. This report shows API calls around it.',
  ];
}

/** Values that no runbook was given. One reason may have dropped hundreds. */
function unasked({ rounds }: Known): string[] {
  const dropped = rounds.flatMap(({ plan }) => plan.dropped);
  return [...Map.groupBy(dropped, ({ name, reason }) => `${name} ${reason}`).values()].flatMap((group) => {
    const [first] = group;
    const values = [...new Set(group.map(({ value }) => `'${value}'`))];
    if (first === undefined) return [];
    if (values.length === 1) return [`${first.name} ${values.join()} ${first.reason}: nothing was asked about it.`];
    return [`${first.name} ${listed(values)}: each ${first.reason}, and nothing was asked about them.`];
  });
}
