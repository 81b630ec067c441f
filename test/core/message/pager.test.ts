import { describe, expect, it } from 'vitest';
import { pagerMessage } from '../../../lib/core/message/pager.ts';
import type { Report } from '../../../lib/core/report.ts';
import { sampleReport } from '../render/sample-report.ts';
import { CONTEXT, clearedReport, drillReport, ID, parsed, reportWith } from './example-context.ts';

const complete = (findings: Report['findings']) => reportWith({ findings, failures: [] }, { id: `${ID}-2`, status: 'complete' });
const onlyMedium = () => complete(sampleReport().findings.filter(({ severity }) => severity === 'medium'));

describe('the message to a pager', () => {
  it('has the form of a CloudWatch alarm', () => {
    const message = pagerMessage(sampleReport(), CONTEXT);
    expect(message.subject).toMatch(/^ALARM: CRITICAL, /);
    expect(parsed(message)).toMatchObject({
      AlarmName: `Trailwarden Guard ${ID}`,
      AWSAccountId: '444455556666',
      Region: 'eu-central-1',
      NewStateValue: 'ALARM',
      StateChangeTime: '2026-06-01T03:34:12.000+0000',
      Severity: 'critical',
      Investigation: ID,
    });
    expect(parsed(message).NewStateReason.length).toBeLessThanOrEqual(1000);
  });

  it('ends its incident by the same name when the second look has cleared it', () => {
    const message = pagerMessage(clearedReport(), { ...CONTEXT, before: sampleReport() });
    expect(message.subject).toMatch(/^OK: /);
    expect(parsed(message)).toMatchObject({ AlarmName: `Trailwarden Guard ${ID}`, NewStateValue: 'OK' });
    expect(message.attributes.severity).toBe('critical');
  });

  it.each([
    ['a finding is as severe as a pager asks for', onlyMedium(), 'medium', 'ALARM'],
    ['findings are less severe than any pager asks for', onlyMedium(), 'high', 'OK'],
    ['nothing was found but something failed', reportWith({ findings: [] }), 'high', 'ALARM'],
    ['it was a sample', drillReport(), 'info', 'OK'],
  ] as const)('where %s', (_, report, pagerMinimumSeverity, state) => {
    const message = pagerMessage(report, { ...CONTEXT, pagerMinimumSeverity });
    expect(parsed(message).NewStateValue).toBe(state);
    expect(message.subject.startsWith(`${state}: `)).toBe(true);
  });

  it('tells at three in the morning what to do and what is not known', () => {
    const { Findings, NextSteps, NotKnown, Access } = parsed(pagerMessage(sampleReport(), CONTEXT));
    expect(Findings[0]).toMatch(
      /^CRITICAL Logging was stopped or narrowed \(1 row\): StopLogging, .* by arn:.* from 203\[\.\]0\[\.\]113\[\.\]77, event /,
    );
    expect(NextSteps[0]).toMatch(/^Start the trail again: /);
    expect(NotKnown).toHaveLength(4);
    expect(Access[0]).toMatch(/and is gone\.$/);
  });

  it('says what changed in a second look', () => {
    expect(parsed(pagerMessage(sampleReport(), { ...CONTEXT, before: sampleReport() })).Changed).toEqual([
      'Nothing changed since the first look.',
    ]);
  });
});
