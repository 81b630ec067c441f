import type { Coverage, Evidence, Receipt, RolePolicies } from './investigation.ts';
import type { Report } from './report.ts';
import { contextOf, findingOf, type Result, resultsOf } from './results.ts';
import type { Round } from './round.ts';
import type { Catalogue } from './runbook/runbook.ts';
import { bySeverity } from './severity.ts';
import { timelineOf } from './timeline.ts';
import { unknowns } from './unknowns.ts';

/** Everything that an investigation came to know. The first round is the alarm's own. */
export interface Conclusion {
  readonly rounds: readonly Round[];
  readonly coverage: Coverage;
  readonly policies: RolePolicies;
  readonly receipt: Receipt;
  readonly catalogue: Catalogue;
  readonly versions: Readonly<Record<string, string>>;
  readonly seconds: number;
}

/** Athena's list price a megabyte, of which each query is charged for whole ones and 10 at least: Amazon Athena pricing. */
const DOLLARS_A_MEGABYTE = 5 / 1e6;
const charged = (bytes: number): number => Math.max(Math.ceil(bytes / 1e6), 10);

/** Makes the report. It says nothing that is not in its parts, and says what they leave open. */
export function conclude(conclusion: Conclusion): Report {
  const { rounds, coverage, policies, receipt, versions, catalogue } = conclusion;
  const plan = planOf(rounds);
  const results = rounds.flatMap(({ answered }) => resultsOf(answered, catalogue));
  const findings = results.flatMap(findingOf).toSorted((a, b) => bySeverity(a.severity, b.severity));
  const context = results.flatMap(contextOf);
  const failures = failuresOf(rounds, results);
  const runbooks = rounds.flatMap((round) => round.plan.runbooks);
  const seen = { ...coverage, ...seenBy(rounds, plan.eventIds) };
  const { timeline, leftOut } = timelineOf(findings, context);
  return {
    schema: 'trailwarden/report@1',
    investigation: investigationOf(conclusion, failures),
    access: { policies, minutes: plan.access.minutes, receipt },
    coverage: seen,
    findings,
    unknown: unknowns({ rounds, coverage: seen, failures, policies, receipt, results: [...findings, ...context], leftOut, catalogue }),
    context,
    timeline,
    failures,
    cost: costOf(conclusion, results),
    statements: results.map(({ planned, answer }) => ({ runbook: planned.id, step: answer.step, statement: answer.statement })),
    versions: { ...versions, ...Object.fromEntries(runbooks.map(({ id, sha256 }) => [`runbook ${id}`, sha256])) },
  };
}

function investigationOf({ rounds, coverage, receipt }: Conclusion, failures: Report['failures']): Report['investigation'] {
  const { id, alarm, reason, startedBy, window, reads } = planOf(rounds);
  const runbooks = rounds.flatMap((round) => round.plan.runbooks);
  const dropped = rounds.flatMap((round) => round.plan.dropped);
  const skipped = [...new Map(rounds.flatMap((round) => round.plan.skipped).map((one) => [one.id, one])).values()];
  // With no log to look at, that nothing was found says nothing.
  const status = failures.length === 0 && receipt.gone && coverage.files > 0 ? 'complete' : 'incomplete';
  return { id, alarm, reason, startedBy, window, accounts: reads.accounts, regions: reads.regions, runbooks, skipped, dropped, status };
}

/** The plan of the alarm itself. */
function planOf(rounds: readonly Round[]) {
  const [first] = rounds;
  if (first === undefined) throw new Error('an investigation has at least one round');
  return first.plan;
}

function failuresOf(rounds: readonly Round[], results: readonly Result[]): Report['failures'] {
  const passes = rounds.flatMap(({ plan, evidence }) =>
    'failed' in evidence ? plan.runbooks.map(({ id }) => ({ runbook: id, step: 'collect', reason: evidence.failed })) : [],
  );
  const steps = results.flatMap(({ planned, answer }) =>
    answer.kind === 'failed' ? [{ runbook: planned.id, step: answer.step, reason: answer.reason }] : [],
  );
  return [...passes, ...steps];
}

function seenBy(rounds: readonly Round[], eventIds: readonly string[]) {
  const kept = rounds.flatMap(({ evidence }) => ('failed' in evidence ? [] : [evidence]));
  const found = new Set(kept.flatMap((one) => one.found));
  const trigger: Report['coverage']['trigger'] =
    eventIds.length === 0 ? 'none' : eventIds.some((id) => found.has(id)) ? 'found' : 'not found';
  const dataEvents = [...new Set(kept.flatMap((one) => one.dataEvents))].toSorted();
  // Each round reads the same files, so the first one's problems are all of them.
  return { trigger, dataEvents, problems: kept[0]?.problems ?? [] };
}

/** Only where every pass counted them. */
function readOf(evidence: readonly Evidence[]): { read?: number } {
  const counts = evidence.flatMap(({ read }) => read.records ?? []);
  return counts.length === evidence.length ? { read: counts.reduce((sum, one) => sum + one, 0) } : {};
}

function costOf({ rounds, seconds }: Conclusion, results: readonly Result[]): Report['cost'] {
  const evidence = rounds.flatMap((round) => ('failed' in round.evidence ? [] : [round.evidence]));
  const asked = results.flatMap(({ answer }) => (answer.kind === 'rows' ? [answer.bytes] : []));
  const passes = evidence.map(({ read }) => read.bytes);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  return {
    files: sum(evidence.map(({ read }) => read.files)),
    bytes: sum(passes),
    ...readOf(evidence),
    records: sum(evidence.map(({ records }) => records)),
    queries: passes.length + asked.length,
    seconds,
    athenaDollars: sum([...passes, ...asked].map(charged)) * DOLLARS_A_MEGABYTE,
  };
}
