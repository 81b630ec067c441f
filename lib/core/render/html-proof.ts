import type { Report } from '../report.ts';
import { coverageSentences } from './coverage-summary.ts';
import { facts } from './html-investigation.ts';
import { tableMarkup } from './html-table.ts';
import { type Content, html, lines, type Markup } from './markup.ts';
import { bytes, count, dollars, duration, moment } from './quantity.ts';

const folded = (title: string, text: string): Markup => html`<details><summary>${title}</summary><pre>${lines(text)}</pre></details>`;

/** For how long access existed, how it is known to be gone, and the exact policies. */
export function accessSection({ access: { policies, minutes, receipt } }: Report): Markup {
  const widened = policies.widened.map((way) => html`<li>Wider than the plan: ${way}</li>`);
  return html`<section aria-labelledby="access"><h2 id="access">Access</h2>
${facts([
  ['Longest', count(minutes, 'minute')],
  ['Granted', receipt.granted ? moment(receipt.granted) : 'no role was made'],
  ['Revoked', moment(receipt.revoked)],
  ['Gone', receipt.gone ? 'yes' : html`<strong>not proven</strong>`],
  ['Proof', receipt.proof],
])}
${widened.length > 0 ? html`<ul>${widened}</ul>` : ''}
${folded('Permissions of the role', JSON.stringify(policies.permissions, undefined, 2))}
${folded('Who could assume it', JSON.stringify(policies.trust, undefined, 2))}</section>`;
}

interface Place {
  readonly account: string;
  readonly region: string;
}

const placeOf = ({ account, region }: Place): string => `${account} ${region}`;

/** One line for each account and Region that has files, or days without them. */
function placesTable({ coverage: { partitions, newest, missing } }: Report): Markup {
  const stored = Map.groupBy(partitions, placeOf);
  const deliveries = new Map(newest.map((each) => [placeOf(each), each.at]));
  const gaps = new Map(missing.map((each) => [placeOf(each), each.days.join(', ')]));
  const places = new Map([...partitions, ...newest, ...missing].map((each) => [placeOf(each), each]));
  const rows = [...places].map(([key, { account, region }]) => {
    const own = stored.get(key) ?? [];
    const files = own.reduce((sum, partition) => sum + partition.files, 0);
    const size = own.reduce((sum, partition) => sum + partition.bytes, 0);
    return [account, region, own.length, files, bytes(size), deliveries.get(key) ?? null, gaps.get(key) ?? null];
  });
  const columns = ['account', 'region', 'days', 'files', 'size', 'newest delivery', 'days without files'];
  return tableMarkup({ caption: 'Log files for each account and Region', columns, rows });
}

function problemsMarkup({ coverage: { problems }, failures }: Report): Content {
  const files = problems.map(({ file, problem, salvaged, lost }) => [file, problem, salvaged, lost]);
  const steps = failures.map(({ runbook, step, reason }) => [runbook, step, reason]);
  return [
    files.length > 0
      ? tableMarkup({ caption: 'Damaged files', columns: ['file', 'problem', 'records saved', 'records lost'], rows: files })
      : '',
    steps.length > 0 ? tableMarkup({ caption: 'Steps that gave no answer', columns: ['runbook', 'step', 'why'], rows: steps }) : '',
  ];
}

/** What was read and what was not. */
export function coverageSection(report: Report): Markup {
  const sentences = coverageSentences(report).map((sentence) => html`<li>${sentence}</li>`);
  return html`<section aria-labelledby="coverage"><h2 id="coverage">Coverage</h2><ul>${sentences}</ul>
${report.coverage.layout === 'partitioned' ? placesTable(report) : ''}${problemsMarkup(report)}</section>`;
}

/** What the investigation read and took. */
export const costSection = ({ cost }: Report): Markup =>
  html`<section aria-labelledby="cost"><h2 id="cost">Cost</h2>${facts([
    ['Read', `${count(cost.files, 'file')}, ${bytes(cost.bytes)}`],
    ['Kept', `${count(cost.records, 'record')}${cost.read === undefined ? '' : ` of ${count(cost.read, 'record')}`}`],
    ['Queries', count(cost.queries, 'query', 'queries')],
    ['Time', duration(cost.seconds)],
    ['On Athena', dollars(cost.athenaDollars)],
  ])}</section>`;

/** The SQL of each step as it ran, and the values that were bound to it in order. */
export function statementsSection({ statements }: Report): Content {
  if (statements.length === 0) return '';
  const each = statements.map(({ runbook, step, statement: { sql, parameters } }) => {
    const values = parameters.map((value) => html`<li><code>${value}</code></li>`);
    return html`<details><summary><code>${runbook}</code> / <code>${step}</code></summary><pre>${lines(sql)}</pre>
${values.length > 0 ? html`<p>Parameters, one for each <code>?</code>:</p><ol>${values}</ol>` : html`<p>No parameters.</p>`}</details>
`;
  });
  return html`<section aria-labelledby="queries"><h2 id="queries">Queries</h2>${each}</section>`;
}

/** With what it was done, and the fingerprints of the runbooks. */
export function versionsSection({ versions, investigation: { runbooks } }: Report): Markup {
  const prints = runbooks.map(({ id, sha256 }) => [`${id} (SHA-256)`, sha256] as const);
  const pairs = [...Object.entries(versions), ...prints].map(([name, value]) => [name, html`<code>${value}</code>`] as const);
  return html`<section aria-labelledby="versions"><h2 id="versions">Versions</h2>${facts(pairs)}</section>`;
}
