import type { Context, Report } from '../report.ts';
import { lookFor, sourceMarkup } from './html-findings.ts';
import { prose } from './html-markdown.ts';
import { tableMarkup } from './html-table.ts';
import { type Content, html, type Markup } from './markup.ts';
import { count } from './quantity.ts';

/** One sentence for each thing that this report cannot tell. */
export function unknownSection({ unknown }: Report): Markup {
  const items = unknown.map((sentence) => html`<li>${sentence}</li>`);
  const body = unknown.length === 0 ? html`<p>Nothing that the investigation noticed.</p>` : html`<ul>${items}</ul>`;
  return html`<section class="unknown" aria-labelledby="unknown"><h2 id="unknown">What is not known</h2>${body}</section>`;
}

function contextMarkup(context: Context): Markup {
  const { title, text, empty, rows, truncated } = context;
  const size = truncated ? `more than ${count(rows.length, 'row')}` : count(rows.length, 'row');
  const body =
    rows.length === 0 ? prose(empty) : html`${prose(lookFor(context))}${tableMarkup({ ...context, caption: `${title}: ${size}` })}`;
  return html`<details><summary><h3>${title}</h3> <small>${size}</small></summary>${sourceMarkup(context)}${prose(text)}${body}</details>
`;
}

/** The steps that help to understand, folded: their titles and sizes are the overview. */
export function contextSection({ context }: Report): Content {
  if (context.length === 0) return '';
  return html`<section aria-labelledby="context"><h2 id="context">Where to look</h2>${context.map(contextMarkup)}</section>`;
}

/** Every event that some step showed, oldest first. */
export function timelineSection({ timeline }: Report): Content {
  if (timeline.length === 0) return '';
  const columns = ['time', 'event', 'principal', 'source', 'region', 'error', 'finding', 'eventid'];
  const rows = timeline.map(({ time, event, principal, sourceIp, region, error, finding, eventId }) => {
    return [time, event, principal, sourceIp, region, error, finding ? 'yes' : '', eventId];
  });
  const table = tableMarkup({ caption: `Events that the steps showed: ${count(rows.length, 'event')}`, columns, rows });
  return html`<section aria-labelledby="timeline"><h2 id="timeline">Timeline</h2>${table}</section>`;
}
