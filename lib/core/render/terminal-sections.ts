import type { Context, Report } from '../report.ts';
import { coverageSentences } from './coverage-summary.ts';
import { displayWidth, pad } from './display-width.ts';
import { firstSentence } from './markdown.ts';
import { bytes, count, dollars, duration, moment } from './quantity.ts';
import { heading, type Line } from './terminal-line.ts';
import { hanging } from './terminal-prose.ts';
import { tableLines } from './terminal-table.ts';

const TIMELINE_SHOWN = 20;

const bullets = (texts: readonly string[], width: number): Line[] => texts.flatMap((text) => hanging('- ', text, width));

/** What this report cannot tell; steps that failed and values that were not used are among it. */
export const unknownSection = ({ unknown }: Report, width: number): Line[] => [
  ...heading('What is not known', width),
  ...(unknown.length === 0 ? hanging('', 'Nothing that the investigation noticed.', width) : bullets(unknown, width)),
];

const rowCount = ({ rows, truncated }: Context): string => (truncated ? `${rows.length}+ rows` : count(rows.length, 'row'));

/** Steps of one runbook that showed nothing, and what that means, in one sentence. */
function emptyLines(empty: readonly Context[], width: number): Line[] {
  return [...Map.groupBy(empty, ({ runbook }) => runbook)].flatMap(([runbook, group]) => {
    const titles = group.map(({ title }) => title).join('; ');
    return hanging('- ', `${runbook}: ${titles}. ${firstSentence(group[0]?.empty ?? '')}`, width);
  });
}

/** The context steps: those with rows, which are in the page, and what it means that others have none. */
export function contextSection({ context }: Report, width: number): Line[] {
  const [shown, empty] = [context.filter(({ rows }) => rows.length > 0), context.filter(({ rows }) => rows.length === 0)];
  const countWidth = Math.max(...shown.map((each) => displayWidth(rowCount(each))));
  const line = (each: Context) => hanging(`${pad(rowCount(each), countWidth, 'right')}  `, `${each.title} (${each.runbook})`, width);
  return [
    ...(shown.length === 0 ? [] : [...heading('Where to look', width), ...shown.flatMap(line)]),
    ...(shown.length === 0 ? [] : hanging('', 'Their rows and queries are in report.html.', width)),
    ...(empty.length === 0 ? [] : [...heading('Looked for and not there', width), ...emptyLines(empty, width)]),
  ];
}

/** The events that findings showed, oldest first. */
export function timelineSection({ timeline }: Report, width: number): Line[] {
  const events = timeline.filter(({ finding }) => finding);
  if (events.length === 0) return [];
  const columns = ['time', 'event', 'principal', 'source', 'region', 'error', 'eventid'];
  const rows = events.map(({ time, event, principal, sourceIp, region, error, eventId }) => [
    time,
    event,
    principal,
    sourceIp,
    region,
    error,
    eventId,
  ]);
  return [...heading('Timeline of the findings', width), ...tableLines({ columns, rows, truncated: false }, width, TIMELINE_SHOWN)];
}

/** What was read; left to the findings where there is none, since it then stands in their place. */
export const coverageSection = (report: Report, width: number): Line[] =>
  report.findings.length === 0 ? [] : [...heading('What was read', width), ...bullets(coverageSentences(report), width)];

/** For how long access existed, how it is known to be gone, and in which ways it was wider than the plan. */
export function accessSection({ access }: Report, width: number): Line[] {
  const { receipt, minutes, policies } = access;
  const granted = receipt.granted === undefined ? '' : `granted ${moment(receipt.granted)}, `;
  const state = receipt.gone ? `gone ${moment(receipt.revoked)}` : 'NOT PROVEN GONE';
  const widened = policies.widened.map((way) => `Wider than the plan: ${way}`);
  return [
    ...heading('Access', width),
    ...bullets([`For ${minutes} minutes at most; ${granted}${state}.`, receipt.proof, ...widened], width),
  ];
}

/** What the investigation read and took, on one line. */
export function costSection({ cost }: Report, width: number): Line[] {
  const kept = `${count(cost.records, 'record')} kept${cost.read === undefined ? '' : ` of ${count(cost.read, 'record')}`}`;
  const read = `${count(cost.files, 'file')}, ${bytes(cost.bytes)}, ${kept}`;
  const text = `${read}; ${count(cost.queries, 'query', 'queries')} in ${duration(cost.seconds)}; Athena would ask for ${dollars(cost.athenaDollars)}.`;
  return [...heading('Cost', width), ...hanging('', text, width)];
}

/** Runbooks that fit the alarm and did not run. A command stays on one line, to be copied. */
export function skippedSection({ investigation: { skipped } }: Report, width: number): Line[] {
  const runbooks = skipped.flatMap(({ id, title, reason, command }): Line[] => [
    ...hanging('- ', `${title} (${id}): ${reason}`, width),
    ...(command === undefined ? [] : [[`    ${command}`]]),
  ]);
  return runbooks.length === 0 ? [] : [...heading('Not run', width), ...runbooks];
}
