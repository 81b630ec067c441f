import type { Finding, Report } from '../report.ts';
import { coverageSentences } from './coverage-summary.ts';
import { wrap } from './display-width.ts';
import { firstSentence } from './markdown.ts';
import { type NumberedFinding, numberFindings } from './numbered-findings.ts';
import { count } from './quantity.ts';
import { heading, indent, type Line } from './terminal-line.ts';
import { hanging, MEASURE, proseLines, titleLines } from './terminal-prose.ts';
import { tableLines } from './terminal-table.ts';

/** Columns from the left edge to what stands under a finding's title. */
const INSET = 3;

const labelled = (label: string, markdown: string, width: number): Line[] =>
  markdown.trim() === '' ? [] : [[], [{ text: label, paint: 'bold' }], ...indent(proseLines(markdown, width - 2), 2)];

function advice({ number, finding, adviceAt }: NumberedFinding, width: number): Line[] {
  if (adviceAt !== number) return [[], [{ text: 'What to do next', paint: 'bold' }, `  as for finding ${adviceAt}`]];
  return [...labelled('What to do next', finding.next, width), ...labelled('Known false positives', finding.falsePositives, width)];
}

/** Which step of which runbook said it, and what it was asked about. */
const sourceOf = ({ runbook, step, about }: Finding): string => `${runbook} / ${step}${about && `: ${about}`}`;

function findingLines(numbered: NumberedFinding, width: number): Line[] {
  const { finding } = numbered;
  const room = width - INSET;
  const below: Line[] = [
    ...hanging('', sourceOf(finding), room),
    ...hanging('', firstSentence(finding.text), room),
    [],
    ...tableLines(finding, room),
    ...labelled('Look for', finding.lookFor, room),
    ...advice(numbered, room),
  ];
  const { severity, title } = finding;
  return [[], ...titleLines({ lead: `${numbered.number}. `, severity, title }, width), ...indent(below, INSET)];
}

const LONGEST_SEVERITY = 8;

/** A line for each of several findings, to see the whole before its parts. */
export function findingIndex({ findings }: Report, width: number): Line[] {
  if (findings.length < 2) return [];
  const lines = numberFindings(findings).flatMap(({ number, finding: { severity, title, rows, about } }) => {
    const lead = `${String(number).padStart(2)}. `;
    const gap = ' '.repeat(LONGEST_SEVERITY + 1 - severity.length);
    const text = `${title}: ${count(rows.length, 'row')}${about && ` (${about})`}`;
    const [first = '', ...others] = wrap(text, Math.min(MEASURE, width) - INSET - lead.length - LONGEST_SEVERITY);
    const under = ' '.repeat(lead.length + LONGEST_SEVERITY + 1);
    return [[lead, { text: severity.toUpperCase(), paint: severity }, gap, first], ...others.map((line): Line => [under, line])];
  });
  return [[], ...lines];
}

/** Each finding with its rows and what to do, most severe first; where there is none, what was read to be able to say so. */
export function findingSection(report: Report, width: number): Line[] {
  if (report.findings.length > 0) {
    return [...heading('Findings', width), ...numberFindings(report.findings).flatMap((numbered) => findingLines(numbered, width))];
  }
  const lines = coverageSentences(report).flatMap((sentence) => hanging('- ', sentence, width));
  return [...heading('Findings', width), ['No finding. What was read:'], ...lines];
}
