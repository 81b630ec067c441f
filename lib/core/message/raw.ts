import * as z from 'zod';
import { changeSentences } from '../changes.ts';
import { Report } from '../report.ts';
import { Severity } from '../severity.ts';
import { attributesOf, gravityOf } from './gravity.ts';
import { asciiJson, bytesOf, MESSAGE_BYTES, subjectLine } from './limits.ts';
import type { Message, MessageContext } from './message.ts';
import { newsOf } from './news.ts';
import { OMISSIONS } from './omissions.ts';
import { pointersTo } from './pointers.ts';

const about = {
  schema: z.literal('trailwarden/notification@1'),
  severity: Severity,
  /** In a few words, for a person. */
  headline: z.string(),
  /** Where Trailwarden itself lives. */
  stack: z.string(),
  account: z.string(),
  region: z.string(),
};

/** What queues, functions and web hooks get: the report itself, or word that there is none. */
export const Notification = z.discriminatedUnion('kind', [
  z.object({
    ...about,
    kind: z.literal('report'),
    investigation: z.string(),
    status: z.enum(['complete', 'incomplete']),
    /** The whole report; reading it needs access of one's own. */
    where: z.object({ command: z.string(), file: z.string(), console: z.string() }),
    /** How it differs from the first look at the same alarm; only in a second look. */
    changes: z.array(z.string()).optional(),
    /** What had no room in this message, in the order in which it was left out. */
    omitted: z.array(z.string()),
    /** Not there where `omitted` names it. */
    report: Report.optional(),
  }),
  z.object({
    ...about,
    kind: z.literal('notice'),
    notice: z.enum(['unplanned', 'waiting', 'stopped']),
    investigation: z.string().optional(),
    lines: z.array(z.string()),
  }),
]);
export type Notification = z.infer<typeof Notification>;

/** The report for machines. Where it is too long, what tells least is left out first, and `omitted` says so. */
export function rawMessage(report: Report, context: MessageContext): Message {
  const { headline, changes } = newsOf(report, context);
  const { id, status } = report.investigation;
  const { stack, account, region } = context;
  const head = {
    schema: 'trailwarden/notification@1',
    kind: 'report',
    severity: gravityOf(report),
    headline: headline.slice(0, 300),
    stack,
    account,
    region,
    investigation: id,
    status,
    where: pointersTo(id, context),
    changes: changes && changeSentences(changes).map((sentence) => sentence.slice(0, 1000)),
  } as const;
  return { subject: subjectLine(headline), body: fitted(head, report), attributes: attributesOf(report, context) };
}

/** The first form that has room. The last one, without a report, always has. */
function fitted(head: Omit<Extract<Notification, { kind: 'report' }>, 'report' | 'omitted'>, report: Report): string {
  let kept = report;
  const omitted: string[] = [];
  for (const { what, without } of OMISSIONS) {
    const text = asciiJson({ ...head, omitted, report: kept } satisfies Notification);
    if (bytesOf(text) <= MESSAGE_BYTES) return text;
    kept = without(kept);
    omitted.push(what);
  }
  const text = asciiJson({ ...head, omitted, report: kept } satisfies Notification);
  return bytesOf(text) <= MESSAGE_BYTES ? text : asciiJson({ ...head, omitted: ['report'] } satisfies Notification);
}
