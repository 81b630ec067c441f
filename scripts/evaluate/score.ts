import * as z from 'zod';
import type { Report } from '../../lib/core/report.ts';

/** What a good investigation of a case must bring to light. */
export const Truth = z.object({
  principals: z.array(z.string()),
  keys: z.array(z.string()),
  ips: z.array(z.string()),
  calls: z.array(z.object({ service: z.string(), name: z.string(), eventIDs: z.array(z.string()) })),
  arns: z.array(z.string()),
});
export type Truth = z.infer<typeof Truth>;

export const KINDS = ['principals', 'keys', 'addresses', 'calls', 'events', 'arns'] as const;
export type Kind = (typeof KINDS)[number];

/** How much of each kind has to stand somewhere in the report, in percent. */
export const wantedOf = (kind: Kind): number => ({ principals: 100, keys: 100, addresses: 95, calls: 95, events: 0, arns: 0 })[kind];

/** The truths of one kind, and which of them stand in findings and anywhere in the report's findings and context. */
export interface Score {
  readonly kind: Kind;
  readonly all: readonly string[];
  readonly findings: readonly string[];
  readonly anywhere: readonly string[];
}

/** Counts only what a person reads: cells of rows. Policies, statements and the alarm itself repeat the question and do not count. */
export function scoreOf(truth: Truth, report: Report): Score[] {
  const inFindings = wordsOf(report.findings);
  const everywhere = `${inFindings}\n${wordsOf(report.context)}`;
  return KINDS.map((kind) => {
    const all = [...new Set(TRUTHS[kind](truth))];
    const within = (text: string) => all.filter((one) => text.includes(one));
    return { kind, all, findings: within(inFindings), anywhere: within(everywhere) };
  });
}

const TRUTHS: Record<Kind, (truth: Truth) => string[]> = {
  principals: ({ principals }) => principals,
  keys: ({ keys }) => keys,
  addresses: ({ ips }) => ips,
  calls: ({ calls }) => calls.map(({ name }) => name),
  events: ({ calls }) => calls.flatMap(({ eventIDs }) => eventIDs),
  arns: ({ arns }) => arns,
};

const wordsOf = (results: readonly { readonly rows: readonly (readonly unknown[])[] }[]): string =>
  results.flatMap(({ rows }) => rows.map((row) => row.join('\t'))).join('\n');
