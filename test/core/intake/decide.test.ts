import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../lib/core/intake/decide.ts';
import { parseSettings } from '../../../lib/core/settings.ts';
import { filesIn, present, read } from '../alarm/shared-data.ts';
import { catalogueWith } from '../example-runbook.ts';

const HOME = '111122223333';
const catalogue = catalogueWith({
  front: ['parameters: [accessKeyId]', 'triggers: { guardduty: ["*"], cloudtrail: [{ source: "*", names: ["*"] }] }'],
});
const judging = {
  ours: { place: { account: HOME, partition: 'aws' }, rolePath: '/trailwarden/trailwarden/', roles: [] },
  catalogue,
  settings: parseSettings({ trail: { organization: 'o-a1b2c3d4e5' } }, 'settings'),
};

describe('a message', () => {
  it('always comes to a decision, whatever is in it', () => {
    const detail = fc.dictionary(
      fc.constantFrom('id', 'type', 'service', 'findings', 'eventSource', 'eventName', 'state', 'alarmName'),
      fc.jsonValue(),
    );
    const types = fc.constantFrom(
      'GuardDuty Finding',
      'Security Hub Findings - Imported',
      'AWS API Call via CloudTrail',
      'CloudWatch Alarm State Change',
      'x',
    );
    const event = fc.record({
      'detail-type': types,
      source: fc.constantFrom('aws.guardduty', 'aws.iam', 'x'),
      account: fc.constantFrom(HOME, 1, null),
      detail,
    });
    const bodies = fc.oneof(
      fc.string(),
      fc.json(),
      event.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        for (const { kind } of decide(body, judging)) expect(['start', 'refuse', 'set aside']).toContain(kind);
      }),
      { numRuns: 1000 },
    );
  });

  it('is forged where its kind is not what its source sends, before anything in it is read', () => {
    for (const type of [
      'GuardDuty Finding',
      'Security Hub Findings - Imported',
      'CloudWatch Alarm State Change',
      'AWS Console Sign In via CloudTrail',
    ]) {
      const body = JSON.stringify({ 'detail-type': type, source: 'my.app', account: HOME, detail: {} });
      expect(decide(body, judging)).toEqual([{ kind: 'refuse', because: 'forged' }]);
    }
  });
});

describe.skipIf(!present)('recorded alarms (skipped where ../shared/data is absent)', () => {
  it.each(filesIn('cases/*/alarm-*.json'))('%s starts one investigation in an organization', (file) => {
    expect(decide(read(file), judging)).toMatchObject([{ kind: 'start' }]);
  });
});
