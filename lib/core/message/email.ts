import { executionOf } from '../begin.ts';
import { changeSentences } from '../changes.ts';
import { defang } from '../render/escape.ts';
import { headlineOf } from '../render/headline.ts';
import { draw, type Line } from '../render/terminal-line.ts';
import type { Finding, Report } from '../report.ts';
import { findingBlocks, findingIndex } from './email-findings.ts';
import { bullets, heading, paragraph, quoted } from './email-lines.ts';
import { accessSection, costSection, coverageSection, unknownSection } from './email-sections.ts';
import { attributesOf } from './gravity.ts';
import { bytesOf, fitting, subjectLine } from './limits.ts';
import type { Message, MessageContext } from './message.ts';
import { type News, newsOf } from './news.ts';
import { pointersTo } from './pointers.ts';

/** A longer mail is no longer read, and some gateways cut it where they like. What follows the findings always has room beside it. */
const FINDINGS_BYTES = 120_000;

/** The report as plain text that reads well on a phone: what happened, how bad, which evidence, what to do, what is not known. */
export function emailMessage(report: Report, context: MessageContext): Message {
  const news = newsOf(report, context);
  const { id } = report.investigation;
  const { command } = pointersTo(id, context);
  const body = [
    text([...opening(report, news), [], ['Full report: ', command], ['Investigation ', id]]),
    findingsText(news.findings, command),
    text(sectionsFor(report, news).flatMap((section) => section(report))),
    whereText(report, context),
  ];
  return { subject: subjectLine(news.headline), body: body.join(''), attributes: attributesOf(report, context) };
}

/** Without a finding, what was read is the evidence. A second look leaves out what the first one said already. */
function sectionsFor({ findings }: Report, { changes }: News): ((report: Report) => Line[])[] {
  if (findings.length === 0) return [coverageSection, unknownSection, accessSection, costSection];
  if (changes !== undefined) return [unknownSection, accessSection];
  return [unknownSection, coverageSection, accessSection, costSection];
}

/** Text in which nothing acts and no client finds a link. */
export const text = (lines: readonly Line[]): string => defang(draw(lines, false));

function opening(report: Report, { headline, changes, findings }: News): Line[] {
  const { title, origin, when, verdict } = headlineOf(report);
  const { receipt } = report.access;
  const warning: Line[] = receipt.gone ? [] : [[], ['ACCESS IS NOT PROVEN GONE.'], ...quoted(receipt.proof)];
  const changed = changes === undefined ? [] : [...heading('What changed since the first look'), ...bullets(changeSentences(changes))];
  return [
    ...paragraph(headline),
    ...warning,
    [],
    ...[title, origin, when, `${verdict}.`].flatMap(quoted),
    ...changed,
    ...findingIndex(findings),
  ];
}

/** As many findings as have room, the worst first, and how many have none. */
function findingsText(findings: readonly Finding[], command: string): string {
  const blocks = findingBlocks(findings).map(text);
  const shown = fitting(blocks, FINDINGS_BYTES, bytesOf);
  const left = blocks.length - shown.length;
  return [...shown, left === 0 ? '' : text([[], ...paragraph(`There is no room here for ${left} more. See them all: ${command}`)])].join(
    '',
  );
}

/** The one place with a link: to our own bucket, and of no use without signing in. */
function whereText({ investigation: { id } }: Report, context: MessageContext): string {
  const { command, file, console } = pointersTo(id, context);
  const { stack, account, region } = context;
  return [
    text([...heading('Where the full report is'), ['Command line: ', command]]),
    `File: ${file}\n`,
    `Console: ${console}\n`,
    text([
      [],
      ...paragraph('This message carries no access. Anybody can write such a mail: what counts is the report that you fetch yourself.'),
      ...paragraph(`Execution ${executionOf(id)} of stack ${stack} in account ${account}, ${region}.`),
    ]),
  ].join('');
}
