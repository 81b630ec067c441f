import { describe, expect, it } from 'vitest';
import { parseAlarms } from '../../../lib/core/alarm/parse.ts';
import { only } from './only.ts';

const NAME = 'CIS-4.6-ConsoleAuthFailures';
const state = {
  value: 'ALARM',
  reason: 'Threshold Crossed',
  reasonData: JSON.stringify({ version: '1.0', startDate: '2026-06-01T03:00:00.000+0000', period: 300 }),
  timestamp: '2026-06-01T03:05:40.989+0000',
};
const event = (changes: Record<string, unknown> = {}, detailType = 'CloudWatch Alarm State Change') => ({
  'detail-type': detailType,
  source: 'aws.cloudwatch',
  account: '111122223333',
  time: '2026-06-01T03:05:40Z',
  region: 'eu-west-1',
  resources: [`arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${NAME}`],
  detail: { alarmName: NAME, state: { ...state, ...changes }, previousState: { value: 'OK' } },
});
const viaLambda = {
  source: 'aws.cloudwatch',
  alarmArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${NAME}`,
  accountId: '111122223333',
  time: '2026-06-01T03:05:40.989+0000',
  region: 'eu-west-1',
  alarmData: { alarmName: NAME, state },
};
const viaSns = {
  AlarmName: NAME,
  AWSAccountId: '111122223333',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold Crossed',
  StateChangeTime: '2026-06-01T03:05:40.989+0000',
  Region: 'EU (Ireland)',
  AlarmArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${NAME}`,
  OldStateValue: 'OK',
};

describe('a CloudWatch alarm', () => {
  it('gives an account, a name and the time from the first datapoint to the change', () => {
    expect(only(event())).toEqual({
      kind: 'cloudwatch',
      type: NAME,
      id: `${NAME}@2026-06-01T03:05:40Z`,
      dedupKey: `cloudwatch:111122223333:eu-west-1:${NAME}@2026-06-01T03:05:40Z`,
      title: `${NAME}: Threshold Crossed`,
      severity: 'medium',
      account: '111122223333',
      region: 'eu-west-1',
      activity: { from: '2026-06-01T03:00:00Z', to: '2026-06-01T03:05:41Z' },
      time: '2026-06-01T03:05:40Z',
      sample: false,
      entities: { accountId: ['111122223333'], region: ['eu-west-1'] },
      dropped: [],
    });
  });

  it('is the same by its Lambda action', () => {
    expect(only(viaLambda)).toEqual(only(event()));
  });

  it('is the same by SNS, which does not say when it began', () => {
    expect(only(viaSns)).toEqual({ ...only(event()), activity: { from: '2026-06-01T03:05:40Z', to: '2026-06-01T03:05:41Z' } });
  });

  it('over other alarms began with the first of them', () => {
    const triggeringAlarms = ['2026-06-01T02:00:00.000+0000', '2026-06-01T01:00:00.000+0000'].map((timestamp) => ({
      arn: 'a',
      state: { timestamp },
    }));
    expect(only(event({ reasonData: JSON.stringify({ triggeringAlarms }) })).activity.from).toBe('2026-06-01T01:00:00Z');
  });

  it.each([undefined, 'no JSON', '7', '{"startDate":5}', '{"startDate":"soon"}'])(
    'with reason data %j began when it changed',
    (reasonData) => {
      expect(only(event({ reasonData })).activity.from).toBe('2026-06-01T03:05:40Z');
    },
  );

  it.each(['OK', 'INSUFFICIENT_DATA'])('that changed to %s is refused', (value) => {
    const refusal = /did not go off; only a change of state to ALARM is accepted/;
    expect(() => parseAlarms(event({ value }))).toThrow(refusal);
    expect(() => parseAlarms({ ...viaSns, NewStateValue: value })).toThrow(refusal);
  });

  it('that was only configured is refused', () => {
    expect(() => parseAlarms(event({}, 'CloudWatch Alarm Configuration Change'))).toThrow(
      "this is a 'CloudWatch Alarm Configuration Change' of aws.cloudwatch",
    );
  });
});
