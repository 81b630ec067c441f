import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parseAlarms } from '../../../lib/core/alarm/parse.ts';
import type { Alarm } from '../../../lib/core/alarm.ts';
import { InputError } from '../../../lib/core/errors.ts';
import { filesIn, present, read } from './shared-data.ts';

/** Per alarm in a file: what must be in it. */
type Expected = readonly Partial<Alarm>[];

const SAMPLE_INSTANCE = { instanceId: ['i-99999999'], imageId: ['ami-99999999'], instanceType: ['m3.xlarge'] };
const SAMPLE_USER = { principalName: ['GeneratedFindingUserName'], principalType: ['IAMUser'], sourceIp: ['198.51.100.0'] };
const BOTH = ['198.51.100.0', '1234:5678:90ab:cdef:1234:5678:90ab:cde0'];
const PROBES = [0, 1, 2, 3].map((n) => `198.51.100.${n}`).concat([0, 1, 2, 3].map((n) => `1234:5678:90ab:cdef:1234:5678:90ab:cde${n}`));
const sampleOf = (type: string, severity: Alarm['severity'], sourceIp?: string[]): Expected => [
  // The account in these has 13 digits.
  { kind: 'guardduty', type, severity, account: undefined, sample: true, entities: { ...SAMPLE_INSTANCE, ...(sourceIp && { sourceIp }) } },
];
const escalation = (severity: Alarm['severity']): Expected =>
  [false, true].map((sample) => ({
    type: 'PrivilegeEscalation:IAMUser/AdministrativePermissions',
    severity,
    sample,
    entities: { eventSource: ['iam.amazonaws.com'], eventName: ['PutRolePolicy'], targetRoleName: ['IAMRole'] },
  }));
const probe = (severity: Alarm['severity'], region = 'us-east-1'): Expected => [
  { kind: 'guardduty', severity, region, activity: { from: '2020-01-02T01:02:03Z', to: '2020-01-03T01:02:04Z' } },
];
const call = (type: string, region: string, entities: Alarm['entities']): Expected => [
  { kind: 'cloudtrail', type, severity: 'medium', region, entities: { ...entities, eventName: [type.split(':')[1] ?? ''] } },
];
const bot = { principalType: ['AssumedRole'], principalName: ['c7nbot'], roleSessionName: ['HarishAchappa'] };
const wentOff = (type: string, from: string, to: string): Expected => [{ kind: 'cloudwatch', type, activity: { from, to } }];
const of = (detailType: string, source: string) => new RegExp(`^this is a '${detailType}' of ${source}; accepted are GuardDuty findings, `);
const CONFIGURED = of('CloudWatch Alarm Configuration Change', 'aws.cloudwatch');

/** Longer than a page because it has a line for every file. */
const FILES: Record<string, Expected | RegExp> = {
  'guardduty/aws-cli-examples/get-findings.json': [
    {
      type: 'Recon:IAMUser/UserPermissions',
      account: '111122223333',
      activity: { from: '2020-05-26T22:02:24Z', to: '2020-05-26T22:33:56Z' },
      entities: {
        accessKeyId: ['ASIASZ4SI7REEEXAMPLE'],
        principalName: ['testuser'],
        sourceIp: ['52.94.36.7'],
        eventName: ['ListPolicyVersions'],
      },
    },
  ],
  'guardduty/aws-cli-examples/get-findings.rst': /^this is a string, no JSON object; accepted are /,
  'guardduty/aws-samples-automated-response/guardduty_ec2_event.json': [
    {
      sample: false,
      entities: { instanceId: ['i-05746eb48123455e0'], vpcId: ['vpc-34865123'], securityGroupId: ['sg-9918a123'], sourceIp: ['0.0.0.0'] },
    },
  ],
  'guardduty/aws-samples-automated-response/guardduty_iam_event.json': [{ sample: true, entities: SAMPLE_USER }],
  // Its one bucket has a name that S3 does not allow.
  'guardduty/aws-samples-automated-response/guardduty_s3_event.json': [
    { type: 'PenTest:S3/ParrotLinux', sample: true, entities: SAMPLE_USER },
  ],
  'guardduty/aws-samples-waf-acl/gd2acl_test_event.json': sampleOf('UnauthorizedAccess:EC2/SSHBruteForce', 'low', ['198.51.100.0']),
  'guardduty/blu371ck-samples/Credential-Access-IAM-Anomalous-Behavior.json': [
    {
      account: '057372331974',
      sample: true,
      entities: { ...SAMPLE_INSTANCE, principalName: ['GeneratedFindingUserName'], sourceIp: BOTH },
    },
  ],
  'guardduty/blu371ck-samples/Recon-EC2-PortProbeEMRUnprotectedPort.json': sampleOf(
    'Recon:EC2/PortProbeEMRUnprotectedPort',
    'high',
    PROBES,
  ),
  'guardduty/blu371ck-samples/Recon-EC2-PortProbeUnprotectedPort.json': sampleOf('Recon:EC2/PortProbeUnprotectedPort', 'low', PROBES),
  'guardduty/blu371ck-samples/Trojan-EC2-BlackholeTraffic.json': sampleOf('Trojan:EC2/BlackholeTraffic', 'medium', BOTH),
  'guardduty/blu371ck-samples/Trojan-EC2-DGADomainRequest-B.json': sampleOf('Trojan:EC2/DGADomainRequest.B', 'high'),
  'guardduty/blu371ck-samples/Trojan-EC2-DropPoint.json': sampleOf('Trojan:EC2/DropPoint', 'medium', BOTH),
  'guardduty/blu371ck-samples/UnauthorizedAccess-EC2-MaliciousIPCaller.json': sampleOf(
    'UnauthorizedAccess:EC2/MaliciousIPCaller.Custom',
    'medium',
    BOTH,
  ),
  'guardduty/blu371ck-samples/UnauthorizedAccess-EC2-RDPBruteForce.json': sampleOf('UnauthorizedAccess:EC2/RDPBruteForce', 'low', BOTH),
  'guardduty/blu371ck-samples/UnauthorizedAccess-EC2-SSHBruteForce.json': sampleOf('UnauthorizedAccess:EC2/SSHBruteForce', 'low', BOTH),
  'guardduty/blu371ck-samples/UnauthorizedAccess-EC2-TorClient.json': sampleOf('UnauthorizedAccess:EC2/TorClient', 'high', BOTH),
  'guardduty/cloud-custodian/ec2-duty-event.json': [{ account: '883606788610', sample: true, entities: { instanceId: ['i-99999999'] } }],
  'guardduty/cloud-custodian/iam-duty-event.json': [
    { account: '883606788610', sample: true, entities: { ...SAMPLE_USER, instanceId: ['i-99999999'] } },
  ],
  'guardduty/notify-slack/events-guardduty_finding_high.json': probe('critical'),
  'guardduty/notify-slack/events-guardduty_finding_low.json': probe('low'),
  'guardduty/notify-slack/events-guardduty_finding_medium.json': probe('medium'),
  'guardduty/notify-slack/messages-guardduty_finding.json': probe('critical', 'us-gov-east-1'),
  'guardduty/notify-slack/messages-guardduty_malware_protection_object_scan_result.json': of(
    'GuardDuty Malware Protection Object Scan Result',
    'aws.guardduty',
  ),
  'guardduty/panther-analysis/aws_guardduty_critical_sev_findings.json': [
    { type: 'AttackSequence:IAM/CompromisedCredentials', severity: 'critical', sample: false, time: '2025-02-25T20:40:06Z' },
    { type: 'AttackSequence:S3/CompromisedData', severity: 'critical', sample: true },
  ],
  'guardduty/panther-analysis/aws_guardduty_high_sev_findings.json': escalation('high'),
  'guardduty/panther-analysis/aws_guardduty_low_sev_findings.json': escalation('low'),
  'guardduty/panther-analysis/aws_guardduty_med_sev_findings.json': escalation('medium'),
  'eventbridge/aws-lambda-go/cloudwatch-alarm-sns-payload-multiple-metrics.json': [
    { kind: 'cloudwatch', account: undefined, region: undefined },
  ],
  'eventbridge/aws-lambda-go/cloudwatch-alarm-sns-payload-single-metric.json': [{ account: '123456789012', time: '2015-06-03T17:43:27Z' }],
  'eventbridge/awsdocs/amazon-cloudwatch-events-user-guide__EventTypes__51.json': call('signin.amazonaws.com:ConsoleLogin', 'us-east-1', {
    principalArn: ['arn:aws:iam::123456789012:root'],
    principalType: ['Root'],
  }),
  'eventbridge/awsdocs/amazon-cloudwatch-events-user-guide__EventTypes__83.json': call('s3.amazonaws.com:CreateBucket', 'us-east-1', {
    bucketName: ['bucket-test-iad'],
    sourceIp: ['100.100.100.100'],
  }),
  'eventbridge/awsdocs/amazon-cloudwatch-user-guide__cloudwatch-and-eventbridge__1.json': wentOff(
    'ServerCpuTooHigh',
    '2019-10-02T16:59:00Z',
    '2019-10-02T17:04:41Z',
  ),
  'eventbridge/awsdocs/amazon-cloudwatch-user-guide__cloudwatch-and-eventbridge__2.json': wentOff(
    'TotalNetworkTrafficTooHigh',
    '2019-10-02T17:10:00Z',
    '2019-10-02T17:20:49Z',
  ),
  'eventbridge/awsdocs/amazon-cloudwatch-user-guide__cloudwatch-and-eventbridge__3.json': wentOff(
    'EC2 CPU Utilization Anomaly',
    '2019-10-03T15:58:00Z',
    '2019-10-03T16:00:05Z',
  ),
  'eventbridge/awsdocs/amazon-cloudwatch-user-guide__cloudwatch-and-eventbridge__5.json': CONFIGURED,
  'eventbridge/awsdocs/amazon-cloudwatch-user-guide__cloudwatch-and-eventbridge__6.json': CONFIGURED,
  'eventbridge/awsdocs/amazon-cloudwatch-user-guide__cloudwatch-and-eventbridge__7.json': CONFIGURED,
  'eventbridge/awsdocs/amazon-cloudwatch-user-guide__cloudwatch-and-eventbridge__8.json': CONFIGURED,
  'eventbridge/awsdocs/amazon-cloudwatch-user-guide__cloudwatch-and-eventbridge__9.json': CONFIGURED,
  'eventbridge/awsdocs/amazon-cloudwatch-user-guide__cloudwatch-and-eventbridge__10.json': CONFIGURED,
  'eventbridge/awsdocs/amazon-cloudwatch-user-guide__cloudwatch-metrics-insights-alarms-partial-data__1.json': wentOff(
    'my-alarm-name',
    '2022-11-08T11:23:00Z',
    '2022-11-08T11:26:06Z',
  ),
  'eventbridge/cloud-custodian/event-asg-instance-failed.json': of('EC2 Instance Launch Unsuccessful', 'aws.autoscaling'),
  'eventbridge/cloud-custodian/event-cloud-trail-appelb-add-tags.json': call(
    'elasticloadbalancing.amazonaws.com:AddTags',
    'us-east-1',
    bot,
  ),
  'eventbridge/cloud-custodian/event-cloud-trail-catalog-put-resource-policy.json': call(
    'glue.amazonaws.com:PutResourcePolicy',
    'us-east-1',
    {
      principalName: ['fake@fakeemail.com'],
      principalArn: ['arn:aws:iam::644160558196:user/fake@fakeemail.com'],
    },
  ),
  'eventbridge/cloud-custodian/event-cloud-trail-catalog-set-encryption.json': call(
    'glue.amazonaws.com:PutDataCatalogEncryptionSettings',
    'us-east-1',
    { principalName: ['CloudCustodianRole'], roleSessionName: ['custodian-net-change-encryption'] },
  ),
  'eventbridge/cloud-custodian/event-cloud-trail-create-bucket.json': call('s3.amazonaws.com:CreateBucket', 'us-west-2', {
    bucketName: ['custodian-create-bucket-v4'],
  }),
  'eventbridge/cloud-custodian/event-cloud-trail-create-distribution.json': call(
    'cloudfront.amazonaws.com:CreateDistribution',
    'us-east-1',
    bot,
  ),
  'eventbridge/cloud-custodian/event-cloud-trail-s3.json': call('s3.amazonaws.com:CreateBucket', 'us-east-1', {
    bucketName: ['cwe-test'],
    principalArn: ['arn:aws:iam::101010101111:role/Sandbox_Dev'],
  }),
  'eventbridge/cloud-custodian/event-cloud-trail-tag-distribution.json': call('cloudfront.amazonaws.com:TagResource', 'us-east-1', {
    ...bot,
    resourceId: ['arn:aws:cloudfront::351936369470:distribution/E53370FUHBNLK'],
  }),
  'eventbridge/cloud-custodian/event-cloud-trail-tag-rest-stage.json': call('apigateway.amazonaws.com:TagResource', 'us-east-1', bot),
  'eventbridge/cloud-custodian/event-instance-state.json': of('EC2 Instance State-change Notification', 'aws.ec2'),
  'eventbridge/cloud-custodian/event-phd-ec2-retire.json': of('AWS Health Event', 'aws.health'),
  'eventbridge/cloud-custodian/event-scheduled.json': of('Scheduled Event', 'aws.events'),
  'eventbridge/cloud-custodian/event-securityhub-cloudtrail-finding-action.json': [
    { kind: 'securityhub', severity: 'info', account: '644160558196', entities: { trailName: ['skunk-trails'] } },
  ],
  'eventbridge/cloud-custodian/event-securityhub-iamkey-finding-action.json': [
    {
      kind: 'securityhub',
      type: 'UnauthorizedAccess:IAMUser/ConsoleLogin',
      dedupKey: 'guardduty:644160558196:us-east-1:4cb5a629e9757b650d102f683cdbcd7b',
      entities: { principalName: ['kapil'], sourceIp: ['208.115.85.104'], eventName: ['ConsoleLogin'] },
    },
  ],
  'eventbridge/cloud-custodian/event-securityhub-insight-2.json': of('Security Hub Insight Results', 'aws.securityhub'),
  'eventbridge/cloud-custodian/event-securityhub-lambda-cross.json': [{ kind: 'securityhub', severity: 'low', region: 'us-east-1' }],
  'eventbridge/cloud-custodian/sqs-discover.json': of('Config Configuration Item Change', 'aws.config'),
  'eventbridge/notify-slack/events-cloudwatch_alarm.json': [{ type: 'Example', account: '000000000000', region: undefined }],
  'eventbridge/notify-slack/messages-cloudwatch_alarm.json': /^this CloudWatch alarm did not go off; /,
  'eventbridge/powertools-python/cloudWatchAlarmEventCompositeMetric.json': wentOff(
    'CompositeDemo.Main',
    '2023-08-04T12:54:46Z',
    '2023-08-04T12:56:47Z',
  ),
  'eventbridge/powertools-python/cloudWatchAlarmEventSingleMetric.json': wentOff(
    'Test alert',
    '2024-02-17T11:51:00Z',
    '2024-02-17T11:53:09Z',
  ),
  'eventbridge/sumologic/guardduty-createsamplefindings-event.json': call('guardduty.amazonaws.com:CreateSampleFindings', 'us-east-2', {
    principalName: ['hello'],
    accessKeyId: ['ASIA123123123MU7V'],
  }),
};

/** These files hold a rule's test cases, and the findings in them. */
const Panther = z.object({ tests: z.array(z.object({ log: z.unknown() })) });

function alarmsIn(file: string): Alarm[] {
  const text = read(file);
  const input: unknown = file.endsWith('.json') ? JSON.parse(text) : text;
  return file.includes('/panther-analysis/') ? Panther.parse(input).tests.flatMap(({ log }) => parseAlarms(log)) : parseAlarms(input);
}

describe.skipIf(!present)('findings and events as found (skipped where ../shared/data is absent)', () => {
  it('are all in the table of this test', () => {
    const files = filesIn('{guardduty,eventbridge}/*/*');
    expect(files.length).toBeGreaterThan(0);
    expect(Object.keys(FILES).toSorted()).toEqual(files);
  });

  it.each(Object.entries(FILES))('%s', (file, expected) => {
    if (expected instanceof RegExp) {
      expect(() => alarmsIn(file)).toThrow(InputError);
      expect(() => alarmsIn(file)).toThrow(expected);
    } else {
      const alarms = alarmsIn(file);
      expect(alarms).toMatchObject(expected);
    }
  });
});
