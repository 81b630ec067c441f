import { describe, expect, it } from 'vitest';
import { planFor } from '../../lib/core/plan-for.ts';
import { Report } from '../../lib/core/report.ts';
import { failed, reportOf, roundWith, rows } from './concluded.ts';
import { alarmWith, EVENT, KEY, planningWith } from './example-alarm.ts';
import { catalogueWith, stepText } from './example-runbook.ts';
import { coverage, evidence, plan } from './fake-world.ts';

const found = rows('new-keys', ['eventid'], [['e1']]);

describe('the report', () => {
  it('has the form that is published', () => {
    const report = reportOf({ rounds: [roundWith([found, rows('timeline', ['eventid'], [])])] });
    expect(Report.parse(report)).toEqual(report);
  });

  it('lists a finding step with rows as finding, and says how to go on', () => {
    const { findings } = reportOf({ rounds: [roundWith([found])] });
    expect(findings).toMatchObject([
      {
        runbook: 'keys',
        about: `accessKeyId ${KEY}`,
        step: 'new-keys',
        title: 'New keys',
        severity: 'high',
        rows: [['e1']],
        lookFor: 'what is odd.',
        next: 'Contain it.',
        falsePositives: 'A new laptop.',
      },
    ]);
  });

  it('has no finding without rows, and shows context even so, with what its emptiness means', () => {
    const { findings, context } = reportOf({ rounds: [roundWith([rows('new-keys', [], []), rows('timeline', ['eventid'], [])])] });
    expect(findings).toEqual([]);
    expect(context).toMatchObject([{ step: 'timeline', rows: [], empty: 'It was not used.' }]);
  });

  it('never says that nothing was found without what was looked at', () => {
    const nothing = reportOf({ coverage: { ...coverage, files: 0 }, rounds: [roundWith([rows('new-keys', [], [])])] });
    expect(nothing).toMatchObject({ findings: [], coverage: { files: 0, trigger: 'none' } });
    expect(nothing.unknown).toContain('There is no log file for these accounts, Regions and days: nothing was looked at.');
  });

  it('puts the most severe findings first, else in the order of the steps', () => {
    const steps = [
      ['a', 'low'],
      ['b', 'critical'],
      ['c', 'low'],
      ['d', 'high'],
    ] as const;
    const catalogue = catalogueWith({
      front: ['parameters: [accessKeyId]', 'triggers: { guardduty: ["*"] }'],
      steps: steps.map(([title, severity]) => stepText(title, { mark: `finding (${severity})` })),
    });
    const made = planFor(alarmWith(), planningWith({ catalogue }));
    const answers = steps.map(([title]) => rows(title, ['eventid'], [['e']]));
    const answered = made.runbooks.map((planned) => ({ planned, answers }));
    const report = reportOf({ catalogue, rounds: [{ plan: made, evidence, answered }] });
    expect(report.findings.map(({ step }) => step)).toEqual(['b', 'd', 'a', 'c']);
  });

  it('lists what failed, steps and passes, and is incomplete then', () => {
    const lost = roundWith([], { evidence: { failed: 'disk full' }, answered: [] });
    const report = reportOf({ rounds: [roundWith([failed('timeline', 'too large')]), lost] });
    expect(report.failures).toEqual([
      { runbook: 'keys', step: 'collect', reason: 'disk full' },
      { runbook: 'keys', step: 'timeline', reason: 'too large' },
    ]);
    expect(report.investigation.status).toBe('incomplete');
    expect(reportOf().investigation.status).toBe('complete');
  });

  it.each([
    ['none', [], []],
    ['found', [EVENT], [EVENT]],
    ['not found', [EVENT], []],
  ] as const)("says of the alarm's own event: %s", (trigger, eventIds, seen) => {
    const round = roundWith([], { plan: { ...plan, eventIds: [...eventIds] }, evidence: { ...evidence, found: [...seen] } });
    expect(reportOf({ rounds: [round] }).coverage.trigger).toBe(trigger);
  });

  it('names the fingerprint of every runbook, those of the second round too', () => {
    const next = plan.runbooks.map((one) => ({ ...one, id: 'later', sha256: 'f00d' }));
    const second = roundWith([], { plan: { ...plan, runbooks: next }, answered: [] });
    const catalogue = catalogueWith({}, { id: 'later' });
    expect(reportOf({ rounds: [roundWith([]), second], catalogue }).versions).toEqual({
      trailwarden: '0.1.0',
      'runbook keys': plan.runbooks[0]?.sha256,
      'runbook later': 'f00d',
    });
  });

  it('keeps the SQL of every step, of failed ones too', () => {
    const { statements } = reportOf({ rounds: [roundWith([found, failed('timeline', 'too large')])] });
    expect(statements.map(({ step }) => step)).toEqual(['new-keys', 'timeline']);
  });
});

describe('the cost', () => {
  const costOf = (passBytes: number, ...queryBytes: number[]) => {
    const answers = queryBytes.map((bytes) => rows('timeline', [], [], { bytes }));
    return reportOf({ rounds: [roundWith(answers, { evidence: { ...evidence, read: { ...evidence.read, bytes: passBytes } } })] }).cost;
  };

  it.each([
    [1e12, 5],
    [10e6, 0.000_05],
    [0, 0.000_05],
    [10_000_001, 0.000_055],
  ])('of one pass over %i bytes is %d dollars: whole megabytes, 10 at least', (bytes, dollars) => {
    expect(costOf(bytes).athenaDollars).toBeCloseTo(dollars, 9);
  });

  it('is charged for each query by itself, and not for one that failed', () => {
    expect(costOf(1, 1, 1).athenaDollars).toBeCloseTo(3 * 0.000_05, 9);
    expect(costOf(1, 1, 1).queries).toBe(3);
    expect(reportOf({ rounds: [roundWith([failed('timeline', 'too large')])] }).cost.queries).toBe(1);
  });

  it('adds up the passes', () => {
    expect(reportOf({ rounds: [roundWith(), roundWith()] }).cost).toMatchObject({ files: 4, bytes: 2000, records: 6, seconds: 12 });
  });
});
