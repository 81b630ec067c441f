import { describe, expect, it } from 'vitest';
import { parseAlarms } from '../../../lib/core/alarm/parse.ts';
import { only } from './only.ts';
import { record, recordEvent } from './record.ts';

describe('a CloudTrail event', () => {
  it('becomes an alarm that lasts one second', () => {
    expect(only(recordEvent())).toMatchObject({
      kind: 'cloudtrail',
      type: 'iam.amazonaws.com:CreateAccessKey',
      id: record.eventID,
      dedupKey: `cloudtrail:111122223333:us-east-1:${record.eventID}`,
      title: 'CreateAccessKey by arn:aws:sts::111122223333:assumed-role/deployer/late',
      severity: 'medium',
      account: '111122223333',
      region: 'us-east-1',
      activity: { from: '2026-06-01T03:12:45Z', to: '2026-06-01T03:12:46Z' },
      time: '2026-06-01T03:12:45Z',
      sample: false,
      dropped: [],
    });
  });

  it('gives the caller, the call, and the key that it made', () => {
    expect(only(recordEvent()).entities).toEqual({
      accountId: ['111122223333'],
      region: ['us-east-1'],
      eventId: [record.eventID],
      eventSource: ['iam.amazonaws.com'],
      eventName: ['CreateAccessKey'],
      sourceIp: ['2001:db8::7'],
      principalType: ['AssumedRole'],
      principalId: ['AROAQQQQQQQQQQQQQQQQ:late'],
      roleSessionName: ['late'],
      principalName: ['deployer'],
      principalArn: ['arn:aws:iam::111122223333:role/ci/deployer'],
      accessKeyId: ['ASIAQQQQQQQQQQQQQQQQ', 'AKIAQQQQQQQQQQQQQQQQ'],
      targetUserName: ['bob'],
      targetName: ['bob'],
    });
  });

  it('is the same as a bare record, and as other events that CloudTrail sends', () => {
    expect(only(record)).toEqual(only(recordEvent()));
    for (const type of ['Service Event', 'Console Action', 'Console Sign In', 'Console Signin']) {
      expect(only(recordEvent({}, `AWS ${type} via CloudTrail`))).toEqual(only(recordEvent()));
    }
  });

  it('reads a name only where its service means it: a federated user is no trail', () => {
    const call = { eventSource: 'sts.amazonaws.com', eventName: 'GetFederationToken', requestParameters: { name: 'guest' } };
    expect(only(recordEvent(call)).entities).not.toHaveProperty('trailName');
  });

  it.each(['AWS Internal', 'cloudformation.amazonaws.com'])(
    'from %s has no address, and nothing to report about that',
    (sourceIPAddress) => {
      const alarm = only(recordEvent({ sourceIPAddress }));
      expect(alarm.entities).not.toHaveProperty('sourceIp');
      expect(alarm.dropped).toEqual([]);
    },
  );

  it('names the endpoint that the call came through', () => {
    expect(only(recordEvent({ vpcEndpointId: 'vpce-0123456789abcdef0' })).entities.vpcEndpointId).toEqual(['vpce-0123456789abcdef0']);
  });

  it('of another partition is read like any other', () => {
    const userIdentity = { type: 'IAMUser', arn: 'arn:aws-eusc:iam::111122223333:user/ann', userName: 'ann' };
    const alarm = only(recordEvent({ userIdentity, awsRegion: 'eusc-de-east-1' }));
    expect(alarm).toMatchObject({
      region: 'eusc-de-east-1',
      dropped: [],
      entities: { principalArn: ['arn:aws-eusc:iam::111122223333:user/ann'] },
    });
  });

  it('lists an address that is none', () => {
    const dropped = [{ name: 'sourceIp', value: '035.249.253.232', reason: 'is not a valid sourceIp (IPv4 or IPv6 address)' }];
    expect(only(recordEvent({ sourceIPAddress: '035.249.253.232' })).dropped).toEqual(dropped);
  });

  it('of an Identity Center user names the person', () => {
    const userIdentity = {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ann@example.com',
      onBehalfOf: { userId: '94482488-3041-7000-8000-000000000001' },
    };
    expect(only(recordEvent({ userIdentity })).entities).toMatchObject({
      identityCenterUserName: ['ann@example.com'],
      identityCenterUserId: ['94482488-3041-7000-8000-000000000001'],
    });
  });

  it('that failed is less severe and gives its error', () => {
    const alarm = only(recordEvent({ errorCode: 'Client.UnauthorizedOperation' }));
    expect(alarm).toMatchObject({ severity: 'low', entities: { errorCode: ['Client.UnauthorizedOperation'] } });
  });

  it('without a source or a time is refused', () => {
    expect(() => parseAlarms(recordEvent({ eventSource: undefined }))).toThrow('lacks eventSource');
    expect(() => parseAlarms({ ...recordEvent({ eventTime: 'noon' }), time: undefined })).toThrow('has no eventTime that is a time');
  });

  it('of Insights is refused: it is a rate, no call', () => {
    expect(() => parseAlarms({ ...record, eventType: 'AwsCloudTrailInsight' })).toThrow('CloudTrail Insights event');
    expect(() => parseAlarms(recordEvent({}, 'AWS Insight via CloudTrail'))).toThrow("this is a 'AWS Insight via CloudTrail'");
  });
});
