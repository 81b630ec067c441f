import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatMessage } from '../../../lib/core/message/chat.ts';
import { noticeMessages } from '../../../lib/core/message/notice-messages.ts';
import { hostileReport, hostileReports } from '../render/hostile-report.ts';
import { sampleReport } from '../render/sample-report.ts';
import { CONTEXT, clearedReport, DEPLOYED, ID, parsed } from './example-context.ts';

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text };
/** As the Administrator Guide of Amazon Q Developer in chat applications has it, "Custom notifications", with the lengths that Slack shows. */
const documented = new Ajv2020().compile({
  type: 'object',
  required: ['version', 'source', 'content'],
  additionalProperties: false,
  properties: {
    version: { const: '1.0' },
    source: { const: 'custom' },
    id: text,
    content: {
      type: 'object',
      required: ['description'],
      additionalProperties: false,
      properties: {
        textType: { const: 'client-markdown' },
        title: { ...text, maxLength: 250 },
        description: { ...text, maxLength: 3000 },
        nextSteps: { ...texts, maxItems: 5, items: { ...text, maxLength: 500 } },
        keywords: { ...texts, maxItems: 5 },
      },
    },
    metadata: {
      type: 'object',
      additionalProperties: false,
      properties: {
        threadId: text,
        summary: text,
        eventType: text,
        relatedResources: texts,
        additionalContext: { type: 'object', additionalProperties: text },
      },
    },
  },
});

const OWN = 'https://eu-central-1.console.aws.amazon.com/s3/object/guard-investigations-1f2e?prefix=';
/** All that a chat shows of a notification, without the one link that is ours. */
const shown = (message: Parameters<typeof parsed>[0]): string => {
  const { title, description, nextSteps } = parsed(message).content;
  return [title, description, ...nextSteps].join('\n').replaceAll(new RegExp(`${OWN.replaceAll(/[.?/]/g, '\\$&')}\\S+`, 'g'), '');
};

describe('the message to a chat', () => {
  it('is a custom notification as documented, whatever the report says', () => {
    fc.assert(
      fc.property(hostileReports, fc.boolean(), (report, isSecond) => {
        const message = chatMessage(report, { ...CONTEXT, before: isSecond ? clearedReport() : undefined });
        expect(documented(parsed(message)), JSON.stringify(documented.errors)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps both looks at one alarm in one thread', () => {
    const threads = [sampleReport(), clearedReport()].map((report) => parsed(chatMessage(report, CONTEXT)));
    expect(threads.map(({ metadata }) => metadata.threadId)).toEqual([ID, ID]);
    expect(new Set(threads.map(({ id }) => id)).size).toBe(2);
  });

  it('mentions nobody and has no link, entity or tag but its own link', () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        const text = shown(chatMessage(report, CONTEXT));
        expect(text).not.toMatch(/[<>&|]|https?:|\]\(|(?<!\[)@|\w\.(example|com)\b/i);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    '<!channel> @here',
    'a ` b `` c ```',
    '](javascript:alert(1))',
    'x'.repeat(10_000),
    '*bold* _it_ ~no~ :skull:',
    '&lt;!channel&gt;',
  ])('keeps %j in a code span, line by line', (attack) => {
    for (const line of shown(
      chatMessage(
        hostileReport(() => attack),
        CONTEXT,
      ),
    ).split('\n')) {
      expect((line.match(/`/g) ?? []).length % 2).toBe(0);
    }
  });

  it('shows the findings between what happened and where the report is', () => {
    const lines: string[] = parsed(chatMessage(sampleReport(), CONTEXT)).content.description.split('\n');
    expect(lines[0]).toMatch(/^3 findings in 2 runbooks; the investigation is incomplete\. `API ListUsers was invoked/);
    expect(lines[3]).toMatch(/^1\. CRITICAL Logging was stopped or narrowed \(1 row\): `StopLogging, 2026-06-01 03:26:02 UTC`, by `arn:/);
    expect(lines.at(-1)).toContain(`Full report: \`trailwarden report ${ID}\` or ${OWN}`);
  });

  it('says how many findings have no room, and keeps what comes after them', () => {
    const findings = Array.from({ length: 30 }, () => sampleReport().findings).flat();
    const { description } = parsed(chatMessage({ ...sampleReport(), findings }, CONTEXT)).content;
    expect(description).toMatch(/\nand \d+ more findings\n\nNot known: /);
    expect(description).toContain('Full report: ');
  });

  it('is what a notice has, too', () => {
    const { chat } = noticeMessages(
      { kind: 'unplanned', id: ID, alarm: '<!channel>', failures: ['`plan`: \n@here'], at: '2026-06-01T03:31:00Z' },
      DEPLOYED,
    );
    if (chat === undefined) throw new Error('a chat hears of every notice');
    expect(documented(parsed(chat)), JSON.stringify(documented.errors)).toBe(true);
    expect(shown(chat)).not.toMatch(/[<>]|(?<!\[)@/);
  });
});
