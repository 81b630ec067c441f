import { coverageSentences } from '../render/coverage-summary.ts';
import { bytes, count, dollars, duration, moment } from '../render/quantity.ts';
import type { Line } from '../render/terminal-line.ts';
import type { Report } from '../report.ts';
import { bullets, heading } from './email-lines.ts';

/** One sentence for each thing that nobody knows yet. */
export const unknownSection = ({ unknown }: Report): Line[] => [
  ...heading('What is not known'),
  ...bullets(unknown.length === 0 ? ['Nothing that the report would have to say.'] : unknown),
];

export const coverageSection = (report: Report): Line[] => [...heading('What was read'), ...bullets(coverageSentences(report))];

/** For how long access existed, and how it is known to be gone. */
export const accessSection = (report: Report): Line[] => [...heading('Access'), ...bullets(accessSentences(report))];

/** The temporary role in sentences, for every channel. */
export function accessSentences({ access: { receipt, minutes, policies } }: Report): string[] {
  const { granted, revoked, gone, proof, kind } = receipt;
  const seconds = (Date.parse(revoked) - Date.parse(granted ?? revoked)) / 1000;
  const span = `${kind === 'role' ? 'The role existed' : 'Access was open'} from ${moment(granted ?? revoked)}`;
  const end = gone ? `to ${moment(revoked)} (${duration(seconds)} of at most ${minutes} min) and is gone.` : 'and is NOT PROVEN GONE.';
  return [granted === undefined && gone ? 'No access was opened.' : `${span} ${end}`, proof, ...policies.widened];
}

export const costSection = ({ cost }: Report): Line[] => [
  ...heading('Cost'),
  ...bullets([
    `${dollars(cost.athenaDollars)} for Athena: ${bytes(cost.bytes)} in ${count(cost.files, 'file')}, ${count(cost.queries, 'query', 'queries')}.`,
  ]),
];
