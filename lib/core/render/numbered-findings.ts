import type { Finding } from '../report.ts';
import { bySeverity } from '../severity.ts';

/** A finding and its place on the page. The advice of a runbook is given once, with its worst finding. */
export interface NumberedFinding {
  readonly number: number;
  readonly finding: Finding;
  /** Number of the finding that carries the runbook's advice: its own number where it is this one. */
  readonly adviceAt: number;
}

/** Most severe first, numbered from 1. */
export function numberFindings(findings: readonly Finding[]): NumberedFinding[] {
  const sorted = findings.toSorted((a, b) => bySeverity(a.severity, b.severity));
  return sorted.map((finding, index) => ({
    number: index + 1,
    finding,
    adviceAt: sorted.findIndex(({ runbook }) => runbook === finding.runbook) + 1,
  }));
}
