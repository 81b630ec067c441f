import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeSentences, changesSince } from '../../lib/core/changes.ts';
import type { Report } from '../../lib/core/report.ts';
import { hostileReports } from './render/hostile-report.ts';
import { sampleReport } from './render/sample-report.ts';

const sentences = (before: Report, after: Report) => changeSentences(changesSince(before, after));
const nothing = ['Nothing changed since the first look.'];
const withTrigger = (trigger: Report['coverage']['trigger']): Report => ({
  ...sampleReport(),
  coverage: { ...sampleReport().coverage, trigger },
});

describe('what changed between two looks at one alarm', () => {
  it('is nothing between a report and itself', () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        expect(sentences(report, report)).toEqual(nothing);
      }),
    );
  });

  it('is nothing where only ids, times and cost differ', () => {
    const later = { ...sampleReport(), cost: { ...sampleReport().cost, seconds: 99 }, timeline: [] };
    expect(sentences(sampleReport(), later)).toEqual(nothing);
  });

  it('is a finding that came, or one that went', () => {
    const [first, ...others] = sampleReport().findings;
    const fewer = { ...sampleReport(), findings: others };
    expect(changesSince(fewer, sampleReport())).toMatchObject({ added: [first], changed: [], gone: [] });
    expect(sentences(fewer, sampleReport())).toEqual(['1 finding is new.']);
    expect(changesSince(sampleReport(), fewer)).toMatchObject({ added: [], changed: [], gone: [first] });
    expect(sentences(sampleReport(), fewer)).toEqual(['No longer found: "Logging was stopped or narrowed".']);
  });

  it('is a row that came or that counts more now, without the rows that stayed', () => {
    const more = sampleReport();
    const places = more.findings.find(({ step }) => step === 'new-places');
    const row = places?.rows[3];
    if (places === undefined || row === undefined) throw new Error('the sample has new places');
    row[2] = 9000;
    places.rows.push(['192.0.2.1', 'curl/8', 1, '2026-06-01T03:50:00Z', '2026-06-01T03:50:00Z', 'us-east-1', 'id']);
    const { changed } = changesSince(sampleReport(), more);
    expect(changed.map(({ finding, left }) => [finding.step, finding.rows.length, left])).toEqual([['new-places', 2, 1]]);
    expect(sentences(sampleReport(), more)).toEqual(['1 finding has other rows than before.']);
  });

  it('is the event of the alarm that arrived', () => {
    expect(sentences(withTrigger('not found'), withTrigger('found'))).toEqual([
      "The alarm's own event has arrived and is among the records.",
    ]);
    expect(sentences(withTrigger('none'), withTrigger('found'))).toEqual(nothing);
  });

  it('is a question that was answered now, or is not any more', () => {
    const healed = { ...sampleReport(), failures: [] };
    expect(sentences(sampleReport(), healed)).toEqual(['Failed before and answered now: access-key-activity (timeline).']);
    expect(sentences(healed, sampleReport())).toEqual(['Failed now: access-key-activity (timeline).']);
  });
});
