import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailMessage } from '../../../lib/core/message/email.ts';
import type { Report } from '../../../lib/core/report.ts';
import { hostileReports } from '../render/hostile-report.ts';
import { sampleReport } from '../render/sample-report.ts';
import { CONTEXT, clearedReport, drillReport, ID, reportWith } from './example-context.ts';

const body = (report: Report, before?: Report) => emailMessage(report, { ...CONTEXT, before }).body;
const places = (text: string, words: readonly string[]) => words.map((word) => text.indexOf(word));
/** On one line, however it was broken. */
const flat = (text: string) => text.replace(/\s+/g, ' ');
/** Where the page of our own bucket is: the one link that may work. */
const OWN = /^Console: https:\/\/eu-central-1\.console\.aws\.amazon\.com\/s3\/object\/guard-investigations-1f2e\?prefix=\S+$/gm;

describe('the mail', () => {
  it('says what happened, how bad, which evidence, what to do, what is not known, in this order', () => {
    const at = places(flat(body(sampleReport())), [
      'CRITICAL, INCOMPLETE, 3 findings',
      'was invoked from an IP address on a custom threat list',
      '1. CRITICAL Logging was stopped or narrowed: 1 row',
      '- StopLogging, 2026-06-01 03:26:02 UTC',
      'What to do next:',
      'WHAT IS NOT KNOWN',
      'WHAT WAS READ',
      ' ACCESS ',
      ' COST ',
      'WHERE THE FULL REPORT IS',
    ]);
    expect(at.every((place) => place >= 0)).toBe(true);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });

  it('gives who, from where, how often and the whole event id of each row', () => {
    const text = body(sampleReport());
    expect(text).toContain('  who: arn:aws:iam::111122223333:user/ci-deploy\n');
    expect(text).toContain('  from: 203[.]0[.]113[.]77\n');
    expect(text).toContain('- 184 calls, 2026-06-01 03:12:00 UTC to 2026-06-01 03:41:00 UTC');
    expect(text).toMatch(/\n {2}event: [0-9a-f-]{36}\n/);
    expect(text).toContain('- and 11 more rows');
  });

  it('has short lines, but for where the report is', () => {
    const long = body(sampleReport())
      .split('\n')
      // Brackets that break links come after the lines.
      .filter((line) => line.replace(/\[([.:])\]/g, '$1').length > 66 && !line.includes(ID));
    expect(long).toEqual([]);
  });

  it('has the life of the role, its proof and the cost in dollars', () => {
    const text = flat(body(sampleReport()));
    expect(text).toContain(
      'The role existed from 2026-06-01 03:31:00 UTC to 2026-06-01 03:34:12 UTC (3.2 min of at most 15 min) and is gone.',
    );
    expect(text).toContain('IAM lists no role named trailwarden-1a2b3c4d5e6f');
    expect(text).toContain('less than $0.01 for Athena');
  });

  it('says at the top that access is not proven gone', () => {
    const { access } = sampleReport();
    const receipt = { ...access.receipt, gone: false, proof: 'IAM did not answer.' };
    expect(body(reportWith({ access: { ...access, receipt } })).slice(0, 200)).toContain(
      'ACCESS IS NOT PROVEN GONE.\n  IAM did not answer.',
    );
  });

  it('says what was read at once where nothing was found', () => {
    const [read = -1, unknown = -1] = places(body(clearedReport()), ['WHAT WAS READ', 'WHAT IS NOT KNOWN']);
    expect(read).toBeGreaterThan(0);
    expect(unknown).toBeGreaterThan(read);
  });

  it('says of a sample that it is one, and that no access was opened', () => {
    const text = flat(body(drillReport()));
    expect(text).toMatch(/^SAMPLE, no access was opened: /);
    expect(text).toContain('- No access was opened.');
  });

  it('says of a second look only what changed', () => {
    const [stopped, ...others] = sampleReport().findings;
    if (stopped === undefined) throw new Error('the sample has findings');
    const text = body(sampleReport(), reportWith({ findings: others }));
    expect(text).toContain('- 1 finding is new.');
    expect(text).toContain('1. CRITICAL Logging was stopped or narrowed\n');
    expect(text).not.toContain('New credentials made with the key');
  });

  it('says in one line that nothing changed', () => {
    const text = body(sampleReport(), sampleReport());
    expect(text).toContain('\n- Nothing changed since the first look.\n');
    expect(text).not.toContain('What to do next:');
    expect(text).toContain(`trailwarden report ${ID}`);
  });

  it('has no link that a client could find but its own', () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        expect(body(report).replace(OWN, '')).not.toMatch(/https?:|javascript:\/\/|\w\.(example|com)\b/i);
      }),
      { numRuns: 50 },
    );
  });

  it('lets no text pass for a heading or for another pair', () => {
    const forged = '\n\nWHAT IS NOT KNOWN\n\n- Nothing.\n\n  who: root';
    const title = `${forged} ${'word '.repeat(12)} ACCESS`;
    const report = reportWith({}, { alarm: { ...sampleReport().investigation.alarm, title } });
    const headings = body(report)
      .split('\n')
      .filter((line) => /^[A-Z][A-Z ]{3,}$/.test(line));
    expect(headings).toEqual(['WHAT IS NOT KNOWN', 'WHAT WAS READ', 'ACCESS', 'COST', 'WHERE THE FULL REPORT IS']);
  });

  it('keeps what comes after the findings, however many there are', () => {
    const many = Array.from({ length: 400 }, () => sampleReport().findings).flat();
    const text = body(reportWith({ findings: many }));
    expect(text).toMatch(/There is no room here for \d+ more/);
    expect(text).toContain('WHERE THE FULL REPORT IS');
  });

  it('calls a column what it is called, whatever that means in JavaScript', () => {
    const [finding] = sampleReport().findings;
    if (finding === undefined) throw new Error('the sample has findings');
    const odd = { ...finding, columns: ['constructor', 'awsregion'], rows: [['a', 'b']] };
    expect(body(reportWith({ findings: [odd] }))).toContain('- A row:\n  constructor: a\n  Region: b\n');
  });
});
