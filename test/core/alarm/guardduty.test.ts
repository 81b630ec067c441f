import { describe, expect, it } from 'vitest';
import { parseAlarms } from '../../../lib/core/alarm/parse.ts';
import { finding, findingEvent, pascalCase, serviceWith } from './finding.ts';
import { only } from './only.ts';

describe('a GuardDuty finding', () => {
  it('becomes an alarm of the account and Region of the activity, not of the envelope', () => {
    expect(only(findingEvent())).toMatchObject({
      kind: 'guardduty',
      type: 'UnauthorizedAccess:IAMUser/TorIPCaller',
      id: finding.id,
      dedupKey: `guardduty:111122223333:eu-west-1:${finding.id}`,
      title: finding.title,
      severity: 'high',
      account: '111122223333',
      region: 'eu-west-1',
      activity: { from: '2026-06-01T03:00:00Z', to: '2026-06-01T03:10:01Z' },
      time: '2026-06-01T03:12:45Z',
      sample: false,
      dropped: [],
    });
  });

  it('gives everything that its access key and its call name', () => {
    expect(only(findingEvent()).entities).toEqual({
      accountId: ['111122223333'],
      region: ['eu-west-1'],
      accessKeyId: ['ASIAQQQQQQQQQQQQQQQQ'],
      principalId: ['AROAQQQQQQQQQQQQQQQQ:night-shift'],
      principalType: ['AssumedRole'],
      principalName: ['deployer'],
      userName: ['deployer'],
      roleSessionName: ['night-shift'],
      sourceIp: ['198.51.100.7'],
      eventSource: ['iam.amazonaws.com'],
      eventName: ['PutRolePolicy'],
      errorCode: ['AccessDenied'],
      targetRoleName: ['admin'],
      targetName: ['admin'],
      resourceId: ['arn:aws:iam::111122223333:role/path/admin'],
    });
  });

  const ip = (ipAddressV4: string) => ({ remoteIpDetails: { ipAddressV4 } });
  it.each([
    ['networkConnectionAction', ip('203.0.113.1'), ['203.0.113.1']],
    [
      'kubernetesApiCallAction',
      { sourceIPs: ['203.0.113.2', '2001:db8::2'], ...ip('203.0.113.3') },
      ['203.0.113.3', '203.0.113.2', '2001:db8::2'],
    ],
    ['kubernetesApiCallAction', { sourceIps: ['203.0.113.2'] }, ['203.0.113.2']],
    ['rdsLoginAttemptAction', { ...ip('203.0.113.4'), LoginAttributes: [{ user: 'root' }] }, ['203.0.113.4']],
    ['portProbeAction', { portProbeDetails: [ip('203.0.113.5'), ip('203.0.113.6')] }, ['203.0.113.5', '203.0.113.6']],
    ['portProbeAction', { portProbeDetails: [{ remoteIpDetails: { ipAddressV6: '2001:db8::5' } }] }, ['2001:db8::5']],
    ['dnsRequestAction', { domain: 'example.com' }, undefined],
    ['awsApiCallAction', { callerType: 'Domain', domainDetails: { domain: 'cloudformation.amazonaws.com' } }, undefined],
  ])('takes the addresses of a %s', (action, details, addresses) => {
    expect(only(findingEvent({ service: serviceWith({ [action]: details }) })).entities.sourceIp).toEqual(addresses);
  });

  it('gives what its call was done to, by ARN or by name', () => {
    const affectedResources = {
      'AWS::IAM::User': 'bob',
      'AWS::S3::Bucket': 'arn:aws:s3:::payroll',
      'AWS::CloudTrail::Trail': 'main',
      'AWS::EC2::Instance': 'i-0123456789abcdef0',
    };
    expect(only(findingEvent({ service: serviceWith({ awsApiCallAction: { affectedResources } }) })).entities).toMatchObject({
      targetUserName: ['bob'],
      targetName: ['bob'],
      bucketName: ['payroll'],
      trailName: ['main'],
      instanceId: ['i-0123456789abcdef0'],
      resourceId: ['bob', 'arn:aws:s3:::payroll', 'main', 'i-0123456789abcdef0', 'payroll'],
    });
  });

  it.each([
    [9, 'critical'],
    [8.9, 'high'],
    [7, 'high'],
    ['6.9', 'medium'],
    [4, 'medium'],
    [3.9, 'low'],
    [1, 'low'],
    [undefined, 'medium'],
  ])('of severity %s is %s', (severity, expected) => {
    expect(only(findingEvent({ severity })).severity).toBe(expected);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a flag', { service: { ...finding.service, additionalInfo: { sample: true } } }],
    ['a flag inside the JSON text', { service: { ...finding.service, additionalInfo: { value: '{"sample":true}' } } }],
    ['a generated key', { resource: { accessKeyDetails: { accessKeyId: 'GeneratedFindingAccessKeyId' } } }],
    ['a generated instance', { resource: { instanceDetails: { instanceId: 'i-99999999' } } }],
    ['its title', { title: '[SAMPLE] A call came from a Tor exit node.' }],
  ])('is a sample by %s', (_by, detail) => {
    expect(only(findingEvent(detail)).sample).toBe(true);
  });

  it('is no sample because an intruder chose a name that samples have', () => {
    const accessKeyDetails = {
      ...finding.resource.accessKeyDetails,
      userName: 'GeneratedFindingUserName',
      principalId: 'AROAQQQQQQQQQQQQQQQQ:sample',
    };
    expect(only(findingEvent({ resource: { accessKeyDetails } })).sample).toBe(false);
  });

  it('keeps its key when it is sent again with later activity', () => {
    const again = findingEvent({
      updatedAt: '2026-06-02T00:00:00Z',
      service: { ...finding.service, eventLastSeen: '2026-06-01T23:00:00Z' },
    });
    expect(only(again)).toMatchObject({ dedupKey: only(findingEvent()).dedupKey, time: only(findingEvent()).time });
  });

  it('falls back from the times of the activity to those of the finding, and refuses one without any', () => {
    expect(only(findingEvent({ service: {} })).activity).toEqual({ from: '2026-06-01T03:12:45Z', to: '2026-06-01T09:00:01Z' });
    expect(() => parseAlarms(findingEvent({ service: {}, createdAt: 0, updatedAt: 'yesterday' }))).toThrow(/has no time/);
  });

  it('of a type that does not exist yet still gives its entities', () => {
    expect(
      only(findingEvent({ type: 'Novel:Quantum/Thing', resource: { ...finding.resource, resourceType: 'Quantum' } })).entities,
    ).toMatchObject({
      accessKeyId: ['ASIAQQQQQQQQQQQQQQQQ'],
    });
  });

  it('is the same alarm as a bare finding, in a GetFindings answer and in the case of the SDKs', () => {
    const expected = only(findingEvent());
    expect(parseAlarms(finding)).toEqual([expected]);
    expect(parseAlarms({ findings: [finding] })).toEqual([expected]);
    expect(parseAlarms(pascalCase(finding))).toEqual([expected]);
    expect(parseAlarms({ Findings: [pascalCase(finding)] })).toEqual([expected]);
    expect(parseAlarms({ ...findingEvent(), detail: pascalCase(finding) })).toEqual([expected]);
  });

  it('comes with others in one answer', () => {
    expect(parseAlarms({ Findings: [finding, { ...finding, id: 'other' }] }).map(({ id }) => id)).toEqual([finding.id, 'other']);
    expect(() => parseAlarms({ Findings: [] })).toThrow(/only an empty list/);
  });

  it('without what makes a finding is refused with what it lacks', () => {
    expect(() => parseAlarms({ ...findingEvent(), detail: { id: 'x' } })).toThrow("this 'GuardDuty Finding' lacks type, service");
  });
});
