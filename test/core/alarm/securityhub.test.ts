import { describe, expect, it } from 'vitest';
import { parseAlarms } from '../../../lib/core/alarm/parse.ts';
import { findingEvent } from './finding.ts';
import { guardDutyFinding, hubEvent } from './hub-finding.ts';
import { only } from './only.ts';

describe('a GuardDuty finding that Security Hub hands on', () => {
  it('has the type, the id and the entities that GuardDuty itself would give', () => {
    expect(only(hubEvent(guardDutyFinding))).toMatchObject({
      kind: 'securityhub',
      type: 'UnauthorizedAccess:IAMUser/TorIPCaller',
      severity: 'high',
      account: '111122223333',
      region: 'eu-west-1',
      activity: { from: '2026-06-01T03:00:00Z', to: '2026-06-01T03:10:01Z' },
      time: '2026-06-01T03:12:45Z',
      sample: false,
      dropped: [],
      entities: {
        accountId: ['111122223333'],
        region: ['eu-west-1'],
        accessKeyId: ['ASIAQQQQQQQQQQQQQQQQ'],
        principalId: ['AROAQQQQQQQQQQQQQQQQ:late'],
        roleSessionName: ['late'],
        principalType: ['AssumedRole'],
        principalName: ['deployer'],
        userName: ['deployer'],
        sourceIp: ['198.51.100.7'],
        eventSource: ['iam.amazonaws.com'],
        eventName: ['PutRolePolicy'],
        targetRoleName: ['admin'],
        targetName: ['admin'],
        resourceId: ['arn:aws:iam::111122223333:role/admin'],
      },
    });
  });

  it('is the same alarm as the event of GuardDuty', () => {
    expect(only(hubEvent(guardDutyFinding)).dedupKey).toBe(only(findingEvent()).dedupKey);
  });

  it('is the same by custom action, bare and in an answer of GetFindings', () => {
    const expected = only(hubEvent(guardDutyFinding));
    expect(only(hubEvent(guardDutyFinding, 'Security Hub Findings - Custom Action'))).toEqual(expected);
    expect(only(guardDutyFinding)).toEqual(expected);
    expect(only({ Findings: [guardDutyFinding] })).toEqual(expected);
  });

  it('gives each address of a port probe, whose list is numbered', () => {
    const ProductFields = Object.fromEntries(
      ['0', '1_'].map((index) => [
        `aws/guardduty/service/action/portProbeAction/portProbeDetails:${index}/remoteIpDetails/ipAddressV4`,
        `203.0.113.${index.charAt(0)}`,
      ]),
    );
    expect(only({ ...guardDutyFinding, ProductFields }).entities.sourceIp).toEqual(['203.0.113.0', '203.0.113.1']);
  });

  it('gives its action from the fields of the format as well, and a key from the details', () => {
    const action = {
      AwsApiCallAction: { Api: 'ListUsers', ServiceName: 'iam.amazonaws.com', RemoteIpDetails: { IpAddressV4: '203.0.113.1' } },
    };
    const PortProbeAction = { PortProbeDetails: [{ RemoteIpDetails: { IpAddressV4: '203.0.113.2' } }] };
    const Resources = [
      { Type: 'AwsIamAccessKey', Id: 'AWS::IAM::AccessKey:null', Details: { AwsIamAccessKey: { AccessKeyId: 'AKIAQQQQQQQQQQQQQQQQ' } } },
    ];
    const alarm = only({ ...guardDutyFinding, ProductFields: {}, Resources, Action: { ...action, PortProbeAction } });
    expect(alarm).toMatchObject({
      dropped: [],
      entities: {
        accessKeyId: ['AKIAQQQQQQQQQQQQQQQQ'],
        eventSource: ['iam.amazonaws.com'],
        eventName: ['ListUsers'],
        sourceIp: ['203.0.113.1', '203.0.113.2'],
      },
    });
  });

  it('is no sample because an intruder named a bucket like the instance of samples', () => {
    expect(only({ ...guardDutyFinding, Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::i-99999999' }] }).sample).toBe(false);
  });

  it('without what makes a finding is refused with what it lacks', () => {
    const { ProductArn: _none, ...rest } = guardDutyFinding;
    expect(() => parseAlarms(hubEvent(rest))).toThrow("this 'Security Hub Findings - Imported' lacks productArn");
  });

  it('of an attack sequence gives its actors', () => {
    const Sequence = { Uid: 's', Actors: [{ User: { Name: 'ann', Type: 'IAMUser', CredentialUid: 'AKIAQQQQQQQQQQQQQQQQ' } }], Signals: [] };
    const alarm = only({ ...guardDutyFinding, Resources: [], Detection: { Sequence } });
    expect(alarm.entities).toMatchObject({ principalName: ['ann'], accessKeyId: ['AKIAQQQQQQQQQQQQQQQQ'] });
  });

  it.each([
    ['its own field', { Sample: true }],
    ['its title', { Title: '[SAMPLE] A call' }],
    ['a field of GuardDuty', { ProductFields: { 'aws/guardduty/service/additionalInfo/sample': 'true' } }],
    ['JSON in a field of GuardDuty', { ProductFields: { 'aws/guardduty/service/additionalInfo/value': '{"sample":true}' } }],
    ['a generated key', { Resources: [{ Type: 'AwsIamAccessKey', Id: 'AWS::IAM::AccessKey:GeneratedFindingAccessKeyId' }] }],
    ['a generated instance', { Resources: [{ Type: 'AwsEc2Instance', Id: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-99999999' }] }],
  ])('is a sample by %s', (_by, fields) => {
    expect(only({ ...guardDutyFinding, ...fields }).sample).toBe(true);
  });
});
