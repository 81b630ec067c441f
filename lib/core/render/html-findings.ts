import type { Finding, Report } from '../report.ts';
import type { Severity } from '../severity.ts';
import { coverageSentences } from './coverage-summary.ts';
import { prose } from './html-markdown.ts';
import { tableMarkup } from './html-table.ts';
import { type Content, html, type Markup } from './markup.ts';
import { type NumberedFinding, numberFindings } from './numbered-findings.ts';
import { count } from './quantity.ts';

/** The severity as a word in a frame: colour only repeats it. */
export const badge = (severity: Severity): Markup => html`<span class="badge ${severity}">${severity}</span>`;

/** Which step of which runbook said it, and what it was asked about. */
export const sourceMarkup = ({ runbook, step, about }: Pick<Finding, 'runbook' | 'step' | 'about'>): Markup =>
  html`<p class="source"><code>${runbook}</code> / <code>${step}</code>${about && html`: ${about}`}</p>`;

const rowCount = ({ rows, truncated }: Finding): string =>
  truncated ? `more than ${count(rows.length, 'row')}` : count(rows.length, 'row');

/** The findings as links to their places, for the head of the page; without any, what was read to be able to say so. */
export function findingList(report: Report): Markup {
  if (report.findings.length === 0) {
    return html`<p>No finding. What was read:</p><ul>${coverageSentences(report).map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
  }
  const items = numberFindings(report.findings).map(({ number, finding }) => {
    const about = finding.about && `${finding.about}, `;
    const link = html`<a href="#finding-${number}">${finding.title}</a> <small>${about}${rowCount(finding)}</small>`;
    return html`<li>${badge(finding.severity)} <span>${link}</span></li>`;
  });
  return html`<ol class="findings">${items}</ol>`;
}

const part = (title: string, markdown: string): Content => (markdown.trim() === '' ? '' : html`<h4>${title}</h4>${prose(markdown)}`);

/** As the runbook has it: the words begin its sentence. */
export const lookFor = ({ lookFor: text }: Pick<Finding, 'lookFor'>): string => text && `**Look for** ${text}`;

function advice({ number, finding, adviceAt }: NumberedFinding): Content {
  if (adviceAt !== number) return html`<h4>What to do next</h4><p>As for <a href="#finding-${adviceAt}">finding ${adviceAt}</a>.</p>`;
  return [part('What to do next', finding.next), part('Known false positives', finding.falsePositives)];
}

function findingMarkup(numbered: NumberedFinding): Markup {
  const { number, finding } = numbered;
  return html`<article class="finding ${finding.severity}" id="finding-${number}" aria-labelledby="finding-${number}-title">
<h3 id="finding-${number}-title"><span class="place">${number}</span> ${badge(finding.severity)} ${finding.title}</h3>
${sourceMarkup(finding)}
${prose(finding.text)}
${tableMarkup({ ...finding, caption: `${finding.title}: ${rowCount(finding)}` })}
<div class="advice">${prose(lookFor(finding))}${advice(numbered)}</div>
</article>
`;
}

/** Each finding in full, most severe first. */
export const findingsSection = ({ findings }: Report): Content => {
  if (findings.length === 0) return '';
  return html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>${numberFindings(findings).map(findingMarkup)}</section>`;
};
