import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noticeMessages } from '../../../lib/core/message/notice-messages.ts';
import { Notification, rawMessage } from '../../../lib/core/message/raw.ts';
import { Report } from '../../../lib/core/report.ts';
import { hostileReports } from '../render/hostile-report.ts';
import { sampleReport } from '../render/sample-report.ts';
import { CONTEXT, clearedReport, DEPLOYED, ID, parsed, reportWith } from './example-context.ts';

const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync('schema/notification.schema.json', 'utf8')));
const read = (report: Report, before?: Report) => parsed(rawMessage(report, { ...CONTEXT, before }));

/** A report of which each step has so many rows with so much text. */
function longReport(rows: number, text: string): Report {
  const long = <T extends { rows: unknown[][] }>(step: T) => ({ ...step, rows: Array.from({ length: rows }, () => [text]) });
  const { findings, context } = sampleReport();
  return Report.parse({ ...sampleReport(), findings: findings.map(long), context: context.map(long) });
}

describe('the message to machines', () => {
  it('carries the whole report where it has room, as the published schema says', () => {
    const message = read(sampleReport());
    expect(validate(message), JSON.stringify(validate.errors)).toBe(true);
    expect(message.report).toEqual(sampleReport());
    expect(message).toMatchObject({ kind: 'report', investigation: ID, severity: 'critical', status: 'incomplete', omitted: [] });
  });

  it('is as its schemas say, whatever the report says', () => {
    fc.assert(
      fc.property(hostileReports, fc.integer({ min: 0, max: 300 }), (report, times) => {
        const message = read({ ...report, timeline: Array.from({ length: times }, () => report.timeline).flat() });
        expect(validate(message), JSON.stringify(validate.errors)).toBe(true);
        expect(Notification.parse(message)).toEqual(message);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves out what tells least first, and says so', () => {
    const timeline = Array.from({ length: 500 }, () => sampleReport().timeline).flat();
    const message = read(reportWith({ timeline }));
    expect(message.omitted).toEqual(['statements', 'timeline']);
    expect(message.report).toEqual({ ...sampleReport(), statements: [], timeline: [] });
  });

  it('keeps some rows of each finding, and says that there are more', () => {
    const message = read(longReport(200, 'x'.repeat(2000)));
    expect(message.omitted.at(-1)).toBe('rows of findings after the 20th');
    for (const { rows, truncated } of message.report.findings) {
      expect(rows).toHaveLength(20);
      expect(truncated).toBe(true);
    }
  });

  it('does without the report where even its shortest form is too long', () => {
    const [finding] = sampleReport().findings;
    if (finding === undefined) throw new Error('the sample has findings');
    const text = 'x'.repeat(600);
    const findings = Array.from({ length: 60 }, () => ({
      ...finding,
      text,
      title: text,
      next: text,
      lookFor: text,
      falsePositives: text,
      about: text,
    }));
    const runbooks = Array.from({ length: 60 }, () => ({ ...sampleReport().investigation.runbooks[0], title: text, because: text }));
    const unknown = Array.from({ length: 60 }, () => text);
    const report = Report.parse(reportWith({ findings, unknown }, Report.shape.investigation.partial().parse({ runbooks })));
    const message = read(report);
    expect(message).not.toHaveProperty('report');
    expect(message.omitted).toEqual(['report']);
    expect(validate(message), JSON.stringify(validate.errors)).toBe(true);
  });

  it('says what changed in a second look', () => {
    expect(read(clearedReport(), sampleReport()).changes).toEqual([
      'No longer found: "Logging was stopped or narrowed"; "New credentials made with the key"; "New places".',
      'Failed before and answered now: access-key-activity (timeline).',
    ]);
    expect(read(sampleReport())).not.toHaveProperty('changes');
  });

  it.each([
    ['unplanned', { kind: 'unplanned', id: ID, failures: ['plan ended with InputError'], at: '2026-06-01T03:31:00Z' }],
    ['waiting', { kind: 'waiting', queued: 431, why: '5 run at once.', at: '2026-06-01T03:31:00Z' }],
    ['stopped', { kind: 'stopped', id: ID, by: 'Mary Major', at: '2026-06-01T03:31:00Z' }],
  ] as const)('has word of what no report tells of: %s', (kind, notice) => {
    const { raw } = noticeMessages(notice, DEPLOYED);
    if (raw === undefined) throw new Error('machines hear of every notice');
    expect(validate(parsed(raw)), JSON.stringify(validate.errors)).toBe(true);
    expect(parsed(raw)).toMatchObject({ kind: 'notice', notice: kind });
  });
});
