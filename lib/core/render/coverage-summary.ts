import { listed } from '../listed.ts';
import type { Report } from '../report.ts';
import { bytes, count, moment } from './quantity.ts';

const TRIGGER: Readonly<Record<Report['coverage']['trigger'], string>> = {
  found: "The alarm's own event is among the records.",
  'not found': "The alarm's own event is NOT among the records: it may not have been delivered yet.",
  none: 'The alarm names no event of its own.',
};

function newest({ newest: deliveries }: Report['coverage']): string {
  const [last] = deliveries.toSorted((a, b) => (a.at < b.at ? 1 : -1));
  if (last === undefined) return 'Newest delivery: unknown, no file name carries a time.';
  return `Newest delivery: ${moment(last.at)} (account ${last.account}, ${last.region}).`;
}

function missing({ missing: gaps, layout }: Report['coverage']): string {
  if (layout === 'flat') return 'Days without files: unknown, the files carry no account, Region and day.';
  if (gaps.length === 0) return 'Days without files: none.';
  const places = gaps.map(({ account, region, days }) => `${listed(days)} (account ${account}, ${region})`);
  return `Days without files: ${listed(places, '; ')}.`;
}

function unreadable({ problems }: Report['coverage']): string[] {
  if (problems.length === 0) return [];
  const lost = problems.reduce((sum, problem) => sum + problem.lost, 0);
  return [`Files that could not be read as they are: ${problems.length} (${count(lost, 'record')} known to be lost).`];
}

/** What was read and what was not, one sentence each: without them, "nothing found" means nothing. */
export const coverageSentences = ({ coverage }: Report): string[] => [
  `Read ${count(coverage.files, 'file')}, ${bytes(coverage.bytes)} as stored.`,
  newest(coverage),
  TRIGGER[coverage.trigger],
  missing(coverage),
  coverage.dataEvents.length === 0 ? 'Data events: none seen.' : `Data events: seen for ${coverage.dataEvents.join(', ')}.`,
  ...unreadable(coverage),
];
