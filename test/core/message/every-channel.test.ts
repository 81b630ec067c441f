import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatMessage } from '../../../lib/core/message/chat.ts';
import { emailMessage } from '../../../lib/core/message/email.ts';
import { pagerMessage } from '../../../lib/core/message/pager.ts';
import { rawMessage } from '../../../lib/core/message/raw.ts';
import type { Report } from '../../../lib/core/report.ts';
import { actingCharacters } from '../render/acting-characters.ts';
import { hostileReport, hostileReports } from '../render/hostile-report.ts';
import { sampleReport } from '../render/sample-report.ts';
import { CONTEXT, clearedReport, drillReport, ID, reportWith } from './example-context.ts';

const CHANNELS = [
  ['email', emailMessage],
  ['pager', pagerMessage],
  ['chat', chatMessage],
  ['raw', rawMessage],
] as const;

const ATTACKS = [
  '<!channel> <@U012AB3CD> <!subteam^S01> @here @everyone',
  '[reset your key](javascript:alert(1)) <https://evil.example|console>',
  '\u001b[2J\u001b]0;all clear\u0007',
  '\u202egpj.exe\u200b\u2066',
  'https://evil.example/login http://198.51.100.9/a evil.example',
  '\n\nWHAT IS NOT KNOWN\n\n- Nothing.\n\r\n1. LOW fine',
  '``` ` `` &lt;!channel&gt; <at>Everyone</at>',
  '\ud800 \uffff',
  'é'.repeat(10_000),
  'x'.repeat(10_000),
];

/** The sample report as long as an attacker could make it: many findings, rows and texts of the given length. */
function hugeReport(times: number, text: string): Report {
  const hostile = hostileReport(() => text);
  const [finding, step, entry, statement] = [hostile.findings[0], hostile.context[0], hostile.timeline[0], hostile.statements[0]];
  if (finding === undefined || step === undefined || entry === undefined || statement === undefined) throw new Error('the sample is empty');
  const many = <T>(one: T): T[] => Array.from({ length: times }, () => one);
  const rows = many(finding.rows[0] ?? []);
  return {
    ...hostile,
    findings: many({ ...finding, rows }),
    context: many({ ...step, rows }),
    timeline: many(entry),
    statements: many(statement),
    unknown: many(text),
    failures: many({ runbook: text, step: text, reason: text }),
    access: { ...hostile.access, policies: { ...hostile.access.policies, widened: many(text) } },
  };
}

const hugeReports = fc
  .record({ text: fc.constantFrom(...ATTACKS), size: fc.constantFrom([1, 60], [200, 40], [10_000, 8]) })
  .map(({ text, size: [length = 0, times = 0] }) => hugeReport(times, text.repeat(Math.ceil(length / text.length)).slice(0, length)));

const anyReport = fc.oneof(hostileReports, hugeReports);
const secondLook = { ...CONTEXT, before: clearedReport() };

describe.each(CHANNELS)('a message by %s', (_, messageOf) => {
  it('is taken by Amazon SNS whatever the report says', () => {
    fc.assert(
      fc.property(anyReport, fc.constantFrom(CONTEXT, secondLook), (report, context) => {
        const { subject, body, attributes } = messageOf(report, context);
        const bytes = [subject, body, ...Object.entries(attributes).flat(), 'String'.repeat(3)].map((text) => Buffer.byteLength(text));
        expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(262_144);
        expect(subject).toMatch(/^[A-Z][ -~]{0,98}$/);
        expect(body).not.toBe('');
        expect(actingCharacters(body.replaceAll('\n', ''))).toEqual([]);
        expect(body.isWellFormed()).toBe(true);
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it('names the investigation and where the full report is, by ways that ask for a sign-in', () => {
    const { body, attributes } = messageOf(sampleReport(), CONTEXT);
    expect(body).toContain(ID);
    expect(body).toContain(`trailwarden report ${ID}`);
    expect(body).toContain(
      `https://eu-central-1.console.aws.amazon.com/s3/object/guard-investigations-1f2e?prefix=investigations%2F${ID}%2Freport.html`,
    );
    expect(body).not.toMatch(/X-Amz-|Signature=|Expires=/i);
    expect(attributes).toEqual({ severity: 'critical', status: 'incomplete', investigation: ID });
  });

  it('says in its subject how bad it is before anything else', () => {
    const subject = (report: Report, before?: Report) => messageOf(report, { ...CONTEXT, before }).subject.replace(/^(ALARM|OK): /, '');
    expect(subject(sampleReport())).toBe(
      'CRITICAL, INCOMPLETE, 3 findings: Logging was stopped or narrowed, account 111122223333'.slice(0, 99),
    );
    expect(subject(clearedReport(), sampleReport())).toMatch(/^NO FINDING, second look: UnauthorizedAccess:IAMUser/);
    expect(subject(drillReport())).toMatch(/^SAMPLE, no access was opened: /);
  });
});

describe('the severity that subscriptions filter by', () => {
  const severity = (report: Report, before?: Report) => emailMessage(report, { ...CONTEXT, before }).attributes.severity;
  const alarm = sampleReport().investigation.alarm;
  const open = (of: Report['investigation']['alarm']['severity']) => reportWith({ findings: [] }, { alarm: { ...alarm, severity: of } });

  it.each([
    ['low where nothing was found', clearedReport(), 'low'],
    ['that of the alarm where nobody could refute it', open('critical'), 'critical'],
    ['medium at least where something was not looked at', open('low'), 'medium'],
    ['low for a sample, which wakes nobody', drillReport(), 'low'],
  ])('is %s', (_, report, expected) => {
    expect(severity(report)).toBe(expected);
  });

  it('stays that of the first look in the second, so that whoever was told hears the end of it', () => {
    expect(severity(clearedReport(), sampleReport())).toBe('critical');
  });
});
