import { Report } from '../report.ts';

/** One way to make a report shorter, which leaves it a valid one. */
interface Omission {
  readonly what: string;
  readonly without: (report: Report) => Report;
}

const ITEMS = 50;
const CHARACTERS = 500;

/** A list that ends early says so, as one that the row limit cut does. */
const withRows = <T extends Pick<Report['context'][number], 'rows' | 'truncated'>>(steps: readonly T[], most: number): T[] =>
  steps.map((step) => ({ ...step, rows: step.rows.slice(0, most), truncated: step.truncated || step.rows.length > most }));

/** Ways to make room, those that cost a reader the least first: the file has everything. */
export const OMISSIONS: readonly Omission[] = [
  { what: 'statements', without: (report) => ({ ...report, statements: [] }) },
  { what: 'timeline', without: (report) => ({ ...report, timeline: [] }) },
  { what: 'rows of context', without: (report) => ({ ...report, context: withRows(report.context, 0) }) },
  { what: 'coverage.partitions', without: (report) => ({ ...report, coverage: { ...report.coverage, partitions: [] } }) },
  { what: 'rows of findings after the 20th', without: (report) => ({ ...report, findings: withRows(report.findings, 20) }) },
  { what: 'rows of findings after the 3rd', without: (report) => ({ ...report, findings: withRows(report.findings, 3) }) },
  { what: `texts after ${CHARACTERS} characters, lists after ${ITEMS} items`, without: (report) => Report.parse(shortened(report)) },
];

function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > CHARACTERS ? `${value.slice(0, CHARACTERS - 1)}…` : value;
  if (Array.isArray(value)) return value.slice(0, ITEMS).map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shortened(each)]));
}
