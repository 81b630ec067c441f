import { firstSentence } from '../render/markdown.ts';
import { type NumberedFinding, numberFindings } from '../render/numbered-findings.ts';
import { count } from '../render/quantity.ts';
import { indent, type Line } from '../render/terminal-line.ts';
import { hanging, proseLines } from '../render/terminal-prose.ts';
import type { Finding } from '../report.ts';
import { bullets, pairLines, paragraph, quoted, WIDTH } from './email-lines.ts';
import { shortened } from './limits.ts';
import { gist, type RowFacts, rowFacts } from './row-facts.ts';

const ROWS = 3;
const EVENTS = 3;
/** Enough for an ARN or the tool in a user agent. */
const VALUE = 160;
/** Runbooks keep their advice shorter; nothing else should stand there. */
const ADVICE = 4000;

/** A line for each of several findings. */
export function findingIndex(findings: readonly Finding[]): Line[] {
  if (findings.length < 2) return [];
  const lines = numberFindings(findings)
    .slice(0, 30)
    .map(({ number, finding }) => indexLine(number, finding));
  const more = findings.length > 30 ? [[`and ${findings.length - 30} more`]] : [];
  return [[], ...lines.flatMap((line) => hanging(line.lead, line.text, WIDTH)), ...more];
}

const indexLine = (number: number, { severity, title, rows, truncated }: Finding) => ({
  lead: `${number}. ${severity.toUpperCase()} `,
  text: `${shortened(title, VALUE)}: ${truncated ? 'more than ' : ''}${count(rows.length, 'row')}`,
});

/** Each finding, the worst first, with its heading: what it says, its evidence, what to look for, what to do. */
export const findingBlocks = (findings: readonly Finding[]): Line[][] => numberFindings(findings).map(block);

function block(numbered: NumberedFinding): Line[] {
  const { number, finding } = numbered;
  const { severity, title, text, about, runbook, step } = finding;
  return [
    [],
    [],
    ...hanging(`${number}. ${severity.toUpperCase()} `, shortened(title, VALUE), WIDTH),
    ...paragraph(firstSentence(text)),
    [],
    ...evidence(finding),
    ...labelled('Look for', finding.lookFor),
    ...advice(numbered),
    [],
    ...paragraph(`From ${shortened(runbook, VALUE)} / ${shortened(step, VALUE)}${about && ', asked about'}`),
    ...(about === '' ? [] : quoted(about)),
  ];
}

const labelled = (label: string, markdown: string): Line[] =>
  markdown.trim() === '' ? [] : [[], [`${label}:`], ...indent(proseLines(markdown.slice(0, ADVICE), WIDTH - 2), 2)];

function advice({ number, finding, adviceAt }: NumberedFinding): Line[] {
  if (adviceAt !== number) return [[], [`What to do next: as for finding ${adviceAt}`]];
  return [...labelled('What to do next', finding.next), ...labelled('Known false positives', finding.falsePositives)];
}

function evidence({ columns, rows, truncated }: Finding): Line[] {
  const shown = rows.slice(0, ROWS).flatMap((row) => rowLines(columns, row));
  const left = rows.length - ROWS;
  const more =
    left > 0 || truncated ? [[`- and ${truncated ? 'more than ' : ''}${count(Math.max(left, 0), 'more row', 'more rows')}`]] : [];
  return [...shown, ...more];
}

function rowLines(columns: Finding['columns'], row: Finding['rows'][number]): Line[] {
  const facts = rowFacts(columns, row);
  const { who, from, tool, events, others } = facts;
  const last: RowFacts['others'] = [
    ['tool', tool],
    ['event', eventsText(events)],
  ];
  const pairs: RowFacts['others'] = [['who', who], ['from', from], ...others, ...last];
  const lines = pairs.flatMap(([name, text]) => (text === '' ? [] : pairLines(shortened(name, 40), shortened(text, VALUE))));
  return [...bullets([gist(facts) || 'A row:']), ...lines];
}

const eventsText = (ids: readonly string[]): string =>
  ids.length <= EVENTS ? ids.join(' ') : `${ids.slice(0, EVENTS).join(' ')} and ${ids.length - EVENTS} more`;
