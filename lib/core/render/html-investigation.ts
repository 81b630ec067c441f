import type { Report } from '../report.ts';
import { headlineOf } from './headline.ts';
import { badge, findingList } from './html-findings.ts';
import { tableMarkup } from './html-table.ts';
import { breakable, type Content, html, type Markup } from './markup.ts';
import { moment } from './quantity.ts';

/** Names and values, as `dl` has them. */
export const facts = (pairs: readonly (readonly [name: string, value: Content])[]): Markup =>
  html`<dl>${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

const listed = (values: string | readonly string[]): string => (typeof values === 'string' ? values : values.join(', '));

const MOMENT = /(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC)/;

/** `split` puts what matched at the odd places: a moment is not broken at its hyphens. */
const unbroken = (text: string, at: number): Content => (at % 2 === 0 ? text : html`<span class="unbroken">${text}</span>`);

/** What happened and how bad it is, before anything else. */
export function headerMarkup(report: Report): Markup {
  const { severity, verdict, title, origin, when } = headlineOf(report);
  return html`<header>
<p class="verdict">${severity ? badge(severity) : ''} <strong>${verdict}</strong></p>
<h1>${title}</h1>
<p class="origin">${breakable(origin)}<br>${when.split(MOMENT).map(unbroken)}</p>
${findingList(report)}
</header>`;
}

function runbooksMarkup({ investigation: { runbooks } }: Report): Markup {
  const rows = runbooks.map(({ id, title, because, parameters, baselineFrom }) => {
    const values = Object.entries(parameters).map(([name, all]) => `${name}: ${listed(all)}`);
    return [id, title, because, values.join('; '), baselineFrom ?? null];
  });
  return tableMarkup({ caption: 'Runbooks that ran', columns: ['runbook', 'title', 'why', 'asked about', 'baseline from'], rows });
}

function skippedMarkup({ investigation: { skipped } }: Report): Content {
  if (skipped.length === 0) return '';
  const items = skipped.map(({ id, title, reason, command }) => {
    return html`<li>${title} (<code>${id}</code>): ${reason}${command ? html`<pre>${command}</pre>` : ''}</li>`;
  });
  return html`<h3>Runbooks that did not run</h3><ul>${items}</ul>`;
}

function droppedMarkup({ investigation: { dropped } }: Report): Content {
  if (dropped.length === 0) return '';
  const rows = dropped.map(({ name, value, reason }) => [name, value, reason]);
  const table = tableMarkup({ caption: 'Values of the alarm that failed their rule', columns: ['name', 'value', 'why'], rows });
  return html`<h3>Values that were not used</h3>${table}`;
}

/** What was asked, by whom, and with which runbooks. */
export function investigationSection(report: Report): Markup {
  const { id, alarm, reason, startedBy, window, accounts, regions, status } = report.investigation;
  return html`<section aria-labelledby="investigation"><h2 id="investigation">Investigation</h2>
${facts([
  ['Id', html`<code>${id}</code>`],
  ['Status', status === 'complete' ? 'complete' : 'incomplete: see what is not known'],
  ['Reason', reason],
  ['Started by', startedBy],
  ['Alarm', html`<code>${breakable(alarm.type)}</code>, severity ${alarm.severity}`],
  ['Alarm id', html`<code>${breakable(alarm.id)}</code>`],
  ['Activity', `${moment(alarm.activity.from)} to ${moment(alarm.activity.to)}`],
  ['Events from', moment(window.from)],
  ['Events until', moment(window.to)],
  ['Accounts', listed(accounts)],
  ['Regions', listed(regions)],
])}
${runbooksMarkup(report)}${skippedMarkup(report)}${droppedMarkup(report)}</section>`;
}
