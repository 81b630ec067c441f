import { executionOf } from '../begin.ts';
import { changeSentences } from '../changes.ts';
import { headlineOf } from '../render/headline.ts';
import { count } from '../render/quantity.ts';
import type { Finding, Report } from '../report.ts';
import { chatCode, chatPlain, chatSteps } from './chat-text.ts';
import { accessSentences } from './email-sections.ts';
import { findingLine, type Hand } from './finding-line.ts';
import { attributesOf, gravityOf } from './gravity.ts';
import { asciiJson, fitting, subjectLine } from './limits.ts';
import type { Deployed, Message, MessageContext } from './message.ts';
import { type News, newsOf } from './news.ts';
import { type Pointers, pointersTo } from './pointers.ts';

/**
 * A section of a Slack message takes 3,000 characters, its heading far fewer. What Amazon Q makes of more is not documented, and it
 * drops what it cannot show without a word: so each part stays below, and is cut between lines.
 */
const DESCRIPTION = 2900;
const TITLE = 240;
const STEP = 500;
const STEPS = 4;

/**
 * A custom notification of Amazon Q Developer in chat applications, for Slack and Teams: Administrator Guide, "Custom notifications". Both
 * looks at one alarm are one thread.
 */
export function chatMessage(report: Report, context: MessageContext): Message {
  const news = newsOf(report, context);
  const { id, status, alarm } = report.investigation;
  const pointers = pointersTo(id, context);
  const parts: Notification = {
    id,
    title: news.headline,
    lines: linesOf(report, news, pointers),
    steps: stepsOf(news.findings, pointers),
    keywords: [gravityOf(report), status],
    eventType: alarm.sample ? 'sample' : 'report',
    resources: [pointers.file],
  };
  const body = notification(parts, context);
  return { subject: subjectLine(news.headline), body, attributes: attributesOf(report, context) };
}

/** The parts of a notification; lines and steps are safe already. */
interface Notification {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly steps: readonly string[];
  readonly keywords: readonly string[];
  readonly eventType: string;
  /** Names of what it is about, such as the file of the report. */
  readonly resources: readonly string[];
}

/** The documented form. */
export function notification(parts: Notification, { stack, account, region }: Deployed): string {
  const { id, title, lines, steps, keywords, eventType, resources } = parts;
  return asciiJson({
    version: '1.0',
    source: 'custom',
    id,
    content: {
      textType: 'client-markdown',
      title: chatPlain(title, TITLE),
      description: fitting(lines, DESCRIPTION, lineSize).join('\n'),
      nextSteps: steps,
      keywords,
    },
    metadata: {
      threadId: executionOf(id),
      summary: chatPlain(title, TITLE),
      eventType,
      relatedResources: resources,
      additionalContext: { stack, account, region },
    },
  });
}

/** As many findings as have room between what comes before and after them. */
function linesOf(report: Report, { findings, changes }: News, { command, console }: Pointers): string[] {
  const { title, origin, verdict } = headlineOf(report);
  const [access = ''] = accessSentences(report);
  const before = [
    `${chatPlain(verdict, 200)}. ${chatCode(title, 240)}`,
    chatCode(origin, 240),
    ...(changes === undefined ? [] : changeSentences(changes).map((sentence) => chatPlain(sentence, 400))),
    '',
  ];
  const after = [
    '',
    ...report.unknown.slice(0, 3).map((sentence) => `Not known: ${chatCode(sentence, 200)}`),
    chatPlain(access, 200),
    `Full report: ${chatCode(command)} or ${console}`,
  ];
  const numbered = findings.map((finding, at) => `${at + 1}. ${findingLine(finding, HAND)}`);
  const shown = fitting(numbered, DESCRIPTION - MORE - sizeOf(before) - sizeOf(after), lineSize);
  const left = findings.length - shown.length;
  return [...before, ...shown, ...(left > 0 ? [`and ${count(left, 'more finding')}`] : []), ...after];
}

const HAND: Hand = { ours: (text) => chatPlain(text, 120), theirs: (text) => chatCode(text) };
const MORE = 40;
const lineSize = (line: string): number => line.length + 1;
const sizeOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + lineSize(line), 0);

/** The advice of the worst finding, and where to go on. */
function stepsOf([worst]: readonly Finding[], { command }: Pointers): string[] {
  const advice = worst === undefined ? [] : chatSteps(worst.next.slice(0, 4000));
  return [...advice.slice(0, STEPS).filter((step) => step.length <= STEP), `Read the full report: ${chatCode(command)}`];
}
