import { describe, expect, it } from 'vitest';
import type { Conclusion } from '../../lib/core/conclude.ts';
import type { Plan } from '../../lib/core/plan.ts';
import { failed, reportOf, roundWith, rows } from './concluded.ts';
import { alarmWith, EVENT } from './example-alarm.ts';
import { catalogueWith, stepText } from './example-runbook.ts';
import { coverage, evidence, plan, policies } from './fake-world.ts';

const planned = (parts: Partial<Plan>): Partial<Conclusion> => ({ rounds: [roundWith([], { plan: { ...plan, ...parts } })] });
const covered = (parts: Partial<Conclusion['coverage']>): Partial<Conclusion> => ({ coverage: { ...coverage, ...parts } });
const damaged = (lost: number): Partial<Conclusion> => ({
  rounds: [roundWith([], { evidence: { ...evidence, problems: [{ file: 'a.json.gz', problem: 'ends early', salvaged: 7, lost }] } })],
});
const receipt = (revoked: string, gone = true): Partial<Conclusion> => ({
  receipt: { kind: 'role', revoked, gone, proof: 'IAM lists it.' },
});
const many = rows(
  'timeline',
  ['eventtime', 'eventid'],
  Array.from({ length: 1003 }, (_, index) => ['2026-06-01T03:00:00Z', `e${index}`]),
);
const s3 = ['parameters: [accessKeyId]', 'needs: s3 data events'];
const place = { account: '111122223333', region: 'eu-west-1' };

const DUE: readonly (readonly [Partial<Conclusion>, string])[] = [
  [receipt('2026-06-03T00:00:00Z', false), 'Access is not proven to be gone. IAM lists it.'],
  [covered({ files: 0 }), 'There is no log file for these accounts, Regions and days: nothing was looked at.'],
  [{ rounds: [roundWith([failed('new-keys', 'too large\nat line 3')])] }, 'No answer from keys (new-keys): too large'],
  [
    { ...planned({ eventIds: [EVENT] }), ...receipt('2026-06-01T05:00:00Z') },
    'The event that raised the alarm is not among the records. CloudTrail may not have delivered it yet: run this again in 15 minutes.',
  ],
  [planned({ eventIds: [EVENT] }), 'The event that raised the alarm is not among the records. Its log file is not among those read.'],
  [
    covered({ newest: [{ ...place, at: '2026-06-01T04:59:00Z' }] }),
    'The window ends at 2026-06-01T05:00:00Z, and the newest log files are older: 111122223333 eu-west-1 2026-06-01T04:59:00Z. Whatever came later is not in here.',
  ],
  [
    covered({ missing: [{ ...place, days: ['2026/06/01', '2026/06/02'] }] }),
    'No log file of 111122223333 in eu-west-1 for 2026/06/01, 2026/06/02: either nothing happened there or nothing was delivered.',
  ],
  [damaged(3), 'a.json.gz is damaged (ends early): 7 records were saved, at least 3 lost.'],
  [damaged(0), 'a.json.gz is damaged (ends early): 7 records were saved, an unknown number lost.'],
  [
    { catalogue: catalogueWith({ front: s3 }) },
    'No s3 data events were seen. Where the trail does not record them, "An example of a runbook" cannot see anything.',
  ],
  [
    planned({ alarm: alarmWith({ type: 'Backdoor:EC2/C&CActivity.B' }) }),
    'What raised this finding (network, DNS, runtime or audit-log activity) is not in CloudTrail. This report shows API calls around it.',
  ],
  [planned({ alarm: alarmWith({ sample: true }) }), 'The finding is a generated sample: the names in it do not exist.'],
  [
    planned({ dropped: [{ name: 'sourceIp', value: '1.2.3', reason: 'is not a valid sourceIp' }] }),
    "sourceIp '1.2.3' is not a valid sourceIp: nothing was asked about it.",
  ],
  [
    planned({ dropped: [1, 2, 3, 4, 5, 6, 7].map((n) => ({ name: 'sourceIp', value: `${n}`, reason: 'is one of more than 50 values' })) }),
    "sourceIp '1', '2', '3', '4', and 3 more: each is one of more than 50 values, and nothing was asked about them.",
  ],
  [
    { rounds: [roundWith([rows('timeline', ['eventid'], [['e1'], ['e2']], { truncated: true })])] },
    '"Timeline" of keys has more than the 2 rows that are shown. Narrow the window to see the rest.',
  ],
  [{ rounds: [roundWith([many])] }, 'The timeline has no room for 3 more events. The steps list them.'],
  [{ policies: { ...policies, widened: ['The role may read more.'] } }, 'The role may read more.'],
  [covered({ layout: 'flat' }), 'The folder does not say which accounts, Regions and days it holds, so gaps in it cannot be seen.'],
];

describe('what the report cannot tell', () => {
  it.each(DUE)('is said when it is due, once (%#)', (parts, sentence) => {
    const { unknown } = reportOf(parts);
    expect(unknown.filter((one) => one === sentence)).toHaveLength(1);
  });

  it('is nothing, where all is known', () => {
    const newest = [{ ...place, at: plan.window.to }];
    const seen = roundWith([rows('timeline', ['eventid'], [])], {
      plan: { ...plan, eventIds: [EVENT] },
      evidence: { ...evidence, found: [EVENT], dataEvents: ['s3.amazonaws.com'] },
    });
    expect(reportOf({ rounds: [seen], catalogue: catalogueWith({ front: s3 }), ...covered({ newest }) }).unknown).toEqual([]);
  });

  it('includes what may have left no record after logging was changed, and not what an attempt that failed changed', () => {
    const of = (mark: string) => {
      const catalogue = catalogueWith({ id: 'keys', attack: 'T1685.002', steps: [stepText('Trails narrowed', { mark })] });
      return reportOf({ rounds: [roundWith([rows('trails-narrowed', ['eventid'], [['e1']])])], catalogue }).unknown;
    };
    expect(of('finding (high)')).toEqual(['Logging was changed ("Trails narrowed"): calls after that may have left no record.']);
    expect([of('finding (medium)'), of('context')]).toEqual([[], []]);
  });

  it('is said once, whichever round it comes from', () => {
    const two = [roundWith(), roundWith()];
    expect(reportOf({ rounds: two, catalogue: catalogueWith({ front: s3 }) }).unknown).toHaveLength(1);
  });

  it('names a pass that failed once for all runbooks that it took along', () => {
    const runbooks = ['keys', 'users'].flatMap((id) => plan.runbooks.map((one) => ({ ...one, id })));
    const round = { plan: { ...plan, runbooks }, evidence: { failed: 'disk full' }, answered: [] };
    const { unknown } = reportOf({ rounds: [round], catalogue: catalogueWith({}, { id: 'users' }) });
    expect(unknown).toEqual(['No answer from keys, users: disk full']);
  });

  it('is the gravest first', () => {
    const parts = { ...covered({ files: 0, layout: 'flat' }), ...receipt('2026-06-03T00:00:00Z', false) };
    expect(reportOf(parts).unknown.map((sentence) => sentence.slice(0, 12))).toEqual(['Access is no', 'There is no ', 'The folder d']);
  });

  it('includes what answers led to and nobody followed', () => {
    const dropped = [{ name: 'accessKeyId', value: 'x', reason: 'is not a valid accessKeyId' }];
    const second = roundWith([], { plan: { ...plan, dropped } });
    const report = reportOf({ rounds: [roundWith(), second] });
    expect(report.investigation.dropped).toEqual(dropped);
    expect(report.unknown).toEqual(["accessKeyId 'x' is not a valid accessKeyId: nothing was asked about it."]);
  });
});
