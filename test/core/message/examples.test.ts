import { describe, expect, it } from 'vitest';
import { chatMessage } from '../../../lib/core/message/chat.ts';
import { emailMessage } from '../../../lib/core/message/email.ts';
import type { Message } from '../../../lib/core/message/message.ts';
import { noticeMessages } from '../../../lib/core/message/notice-messages.ts';
import { pagerMessage } from '../../../lib/core/message/pager.ts';
import { rawMessage } from '../../../lib/core/message/raw.ts';
import type { Report } from '../../../lib/core/report.ts';
import { sampleReport } from '../render/sample-report.ts';
import { CONTEXT, clearedReport, DEPLOYED, drillReport, ID, parsed } from './example-context.ts';

const head = ({ subject, attributes }: Message) => `Subject: ${subject}\nAttributes: ${JSON.stringify(attributes)}\n\n`;
const asText = (message: Message) => `${head(message)}${message.body}`;
const asJson = (message: Message) => `${head(message)}${JSON.stringify(parsed(message), undefined, 2)}\n`;
/** As a channel of Slack shows it, more or less. */
function asChat(message: Message): string {
  const { title, description, nextSteps } = parsed(message).content;
  return `${head(message)}${title}\n\n${description}\n\nNext steps\n${nextSteps.map((step: string) => `- ${step}`).join('\n')}\n`;
}
/** The report itself is in sample-report.ts. */
const withoutReport = (message: Message) => ({ ...message, body: JSON.stringify({ ...parsed(message), report: '(the report)' }) });

/** A second look at the sample: the trail's stop was not there at first. */
const earlier = (): Report => ({ ...sampleReport(), findings: sampleReport().findings.slice(1) });
const unplanned = noticeMessages(
  {
    kind: 'unplanned',
    id: ID,
    alarm: sampleReport().investigation.alarm.title,
    failures: ['plan ended with InputError'],
    at: '2026-06-01T03:31:00Z',
  },
  DEPLOYED,
);

const EXAMPLES: readonly (readonly [name: string, text: string])[] = [
  ['email.txt', asText(emailMessage(sampleReport(), CONTEXT))],
  ['email-second-look.txt', asText(emailMessage(sampleReport(), { ...CONTEXT, before: earlier() }))],
  ['email-nothing-found.txt', asText(emailMessage(clearedReport(), CONTEXT))],
  ['email-sample.txt', asText(emailMessage(drillReport(), CONTEXT))],
  ['pager.txt', asJson(pagerMessage(sampleReport(), CONTEXT))],
  ['pager-cleared.txt', asJson(pagerMessage(clearedReport(), { ...CONTEXT, before: sampleReport() }))],
  ['chat.txt', asChat(chatMessage(sampleReport(), CONTEXT))],
  ['raw.txt', asJson(withoutReport(rawMessage(sampleReport(), CONTEXT)))],
  ['notice-email.txt', unplanned.email === undefined ? '' : asText(unplanned.email)],
  ['notice-pager.txt', unplanned.pager === undefined ? '' : asJson(unplanned.pager)],
  ['notice-chat.txt', unplanned.chat === undefined ? '' : asChat(unplanned.chat)],
];

describe('the examples', () => {
  it.each(EXAMPLES)('%s is what people get: read it as they do before you take a change of it', async (name, text) => {
    await expect(text).toMatchFileSnapshot(`examples/${name}`);
  });
});
