import { Timestamp } from './alarm.ts';
import type { Context, Finding, TimelineEntry } from './report.ts';

/** Entries that people can still read; the findings' own come first to the limit. */
const MOST_ENTRIES = 1000;

/** Every event that a step showed by itself (`eventtime` and `eventid`), each once, in order of time; and how many found no room. */
export function timelineOf(
  findings: readonly Finding[],
  context: readonly Context[],
): { readonly timeline: TimelineEntry[]; readonly leftOut: number } {
  const shown = [...findings.flatMap((step) => entriesOf(step, true)), ...context.flatMap((step) => entriesOf(step, false))];
  const byId = new Map<string, TimelineEntry>();
  for (const entry of shown) {
    const known = byId.get(entry.eventId);
    byId.set(entry.eventId, known === undefined ? entry : fuller(known, entry));
  }
  const entries = [...byId.values()];
  const timeline = entries.slice(0, MOST_ENTRIES).toSorted((a, b) => (a.time + a.eventId < b.time + b.eventId ? -1 : 1));
  return { timeline, leftOut: entries.length - timeline.length };
}

function entriesOf({ columns, rows }: Finding | Context, finding: boolean): TimelineEntry[] {
  return rows.flatMap((row) => {
    const cell = (name: string) => String(row[columns.indexOf(name)] ?? '');
    const time = Timestamp.safeParse(cell('eventtime'));
    const eventId = cell('eventid');
    if (!time.success || eventId === '') return [];
    const event = [cell('eventsource').replace('.amazonaws.com', ''), cell('eventname')].filter((part) => part !== '').join(':');
    const [principal, sourceIp, region, error] = [cell('actor'), cell('sourceipaddress'), cell('awsregion'), cell('errorcode')];
    return [{ time: time.data, eventId, event, principal, sourceIp, region, error, finding }];
  });
}

/** Steps show different columns of one event: each field from whichever step has it. */
function fuller(one: TimelineEntry, other: TimelineEntry): TimelineEntry {
  return {
    ...one,
    event: one.event.includes(':') ? one.event : other.event || one.event,
    principal: one.principal || other.principal,
    sourceIp: one.sourceIp || other.sourceIp,
    region: one.region || other.region,
    error: one.error || other.error,
    finding: one.finding || other.finding,
  };
}
