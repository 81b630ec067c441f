import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choose } from '../../lib/core/choose.ts';
import { InputError } from '../../lib/core/errors.ts';
import { eventRules } from '../../lib/core/event-patterns.ts';
import { catalogueOf } from '../../lib/core/runbook/catalogue.ts';
import type { Catalogue } from '../../lib/core/runbook/runbook.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { packageFolder, readRunbooks } from '../../lib/local/runbook-folder.ts';
import { matchesPattern } from '../support/event-pattern.ts';
import { alarmWith } from './example-alarm.ts';
import { catalogueWith, type Parts } from './example-runbook.ts';

const shipped = catalogueOf(readRunbooks(packageFolder('runbooks')));
const rulesWith = (triggers: Readonly<Record<string, unknown>> = {}, catalogue = shipped) =>
  eventRules(catalogue, parseSettings({ triggers }, 'settings'));
const idsFor = (event: unknown, rules = rulesWith()) => rules.filter(({ pattern }) => matchesPattern(pattern, event)).map(({ id }) => id);
const triggered = (triggers: string, parts: Parts = {}) =>
  catalogueWith({ front: ['parameters: [accessKeyId]', `triggers: ${triggers}`], ...parts });

const finding = (detail: Readonly<Record<string, unknown>> = {}, envelope: Readonly<Record<string, unknown>> = {}) => ({
  source: 'aws.guardduty',
  'detail-type': 'GuardDuty Finding',
  detail: { type: 'Recon:IAMUser/TorIPCaller', severity: 5, service: { archived: false }, ...detail },
  ...envelope,
});
const call = (source: string, eventName: string, { detail = {}, ...envelope }: Readonly<Record<string, unknown>> = {}) => ({
  source: `aws.${source}`,
  'detail-type': 'AWS API Call via CloudTrail',
  detail: { eventSource: `${source}.amazonaws.com`, eventName, userIdentity: { type: 'IAMUser' }, ...Object(detail) },
  ...envelope,
});
const alarm = (alarmName: string, value = 'ALARM', source = 'aws.cloudwatch') => ({
  source,
  'detail-type': 'CloudWatch Alarm State Change',
  detail: { alarmName, state: { value }, previousState: { value: 'OK' } },
});

describe('findings', () => {
  it('of GuardDuty match from the minimum severity on, up to the very highest', () => {
    for (const severity of [4, 4.5, 8.9, 9, 10]) expect(idsFor(finding({ severity }))).toEqual(['guardduty']);
    for (const severity of [1, 3.9]) expect(idsFor(finding({ severity }))).toEqual([]);
    expect(idsFor(finding({ severity: 5 }), rulesWith({ guarddutyMinimumSeverity: 7 }))).toEqual([]);
  });

  it('do not match where they are archived, or forged', () => {
    expect(idsFor(finding({ service: { archived: true } }))).toEqual([]);
    expect(idsFor(finding({}, { source: 'my.guardduty' }))).toEqual([]);
    expect(idsFor(finding({}, { 'detail-type': 'GuardDuty Malware Protection Object Scan Result' }))).toEqual([]);
  });

  const imported = (parts: Readonly<Record<string, unknown>>, source = 'aws.securityhub') => ({
    source,
    'detail-type': 'Security Hub Findings - Imported',
    detail: {
      findings: [
        {
          ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/guardduty',
          Severity: { Label: 'HIGH' },
          RecordState: 'ACTIVE',
          ...parts,
        },
      ],
    },
  });

  it('of GuardDuty match by way of Security Hub, those of other products do not', () => {
    expect(idsFor(imported({}))).toEqual(['securityhub']);
    expect(idsFor(imported({ ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/inspector' }))).toEqual([]);
    expect(idsFor(imported({ Severity: { Label: 'LOW' } }))).toEqual([]);
    expect(idsFor(imported({ RecordState: 'ARCHIVED' }))).toEqual([]);
    expect(idsFor(imported({}, 'custom.securityhub'))).toEqual([]);
    expect(idsFor(imported({}), rulesWith({ securityHub: false }))).toEqual([]);
  });

  it('match by their type where no runbook takes all', () => {
    const rules = rulesWith({}, triggered('{ guardduty: ["*:IAMUser/*", "AttackSequence:*", "Policy:S3/BucketPublic"] }'));
    for (const type of ['Recon:IAMUser/TorIPCaller', 'AttackSequence:S3/X', 'Policy:S3/BucketPublic']) {
      expect(idsFor(finding({ type }), rules)).toEqual(['guardduty']);
    }
    expect(idsFor(finding({ type: 'Trojan:EC2/DNSDataExfiltration' }), rules)).toEqual([]);
  });
});

describe('calls', () => {
  it('match where a runbook of the severity names them, with the source of their service', () => {
    expect(idsFor(call('iam', 'CreateAccessKey'))).toEqual(['calls-iam']);
    expect(idsFor(call('cloudtrail', 'StopLogging'), rulesWith({ cloudtrail: 'critical' }))).toEqual(['calls-cloudtrail']);
    expect(idsFor(call('iam', 'CreateAccessKey'), rulesWith({ cloudtrail: 'critical' }))).toEqual([]);
    expect(idsFor(call('cloudtrail', 'StopLogging'), rulesWith({ cloudtrail: 'none' }))).toEqual([]);
  });

  it('do not match where they are another service’s, forged, or nobody named them', () => {
    expect(idsFor(call('iam', 'CreateAccessKey', { source: 'aws.s3' }))).toEqual([]);
    expect(idsFor(call('iam', 'CreateAccessKey', { source: 'iam' }))).toEqual([]);
    expect(idsFor(call('iam', 'CreateAccessKey', { detail: { eventSource: 'sts.amazonaws.com' } }))).toEqual([]);
    expect(idsFor(call('iam', 'CreateAccessKey', { 'detail-type': 'My Call' }))).toEqual([]);
    expect(idsFor(call('iam', 'TagRole'))).toEqual([]);
  });

  it('of everyday do not match by severity, and match where settings name the runbook', () => {
    const named = rulesWith({ cloudtrail: ['role-session-lineage', 's3-object-access'] });
    expect(idsFor(call('sts', 'AssumeRole'))).toEqual([]);
    expect(idsFor(call('sts', 'AssumeRole'), named)).toEqual(['calls-sts']);
    expect(idsFor(call('s3', 'GetObject'), rulesWith({ cloudtrail: 'all' }))).toEqual([]);
    expect(idsFor(call('s3', 'GetObjectTagging'), named)).toEqual(['calls-s3-reads']);
  });

  it('that only read have a rule of their own, which asks for all management events', () => {
    const rules = rulesWith({ cloudtrail: 'all' });
    expect(idsFor(call('sts', 'GetFederationToken'), rules)).toEqual(['calls-sts-reads']);
    for (const { id, allManagementEvents } of rules) expect(allManagementEvents).toBe(id.endsWith('-reads'));
    expect(rules.some(({ allManagementEvents }) => allManagementEvents)).toBe(true);
  });

  it('to sign in match by root and where they fail, in each spelling', () => {
    const signIn = (detail: object, spelling = 'Sign In') =>
      idsFor(call('signin', 'ConsoleLogin', { detail, 'detail-type': `AWS Console ${spelling} via CloudTrail` }));
    expect(signIn({ userIdentity: { type: 'Root' } })).toEqual(['calls-signin']);
    expect(signIn({ userIdentity: { type: 'Root' } }, 'Signin')).toEqual(['calls-signin']);
    expect(signIn({ responseElements: { ConsoleLogin: 'Failure' } })).toEqual(['calls-signin']);
    expect(signIn({ responseElements: { ConsoleLogin: 'Success' } })).toEqual([]);
  });

  it('of services match as service events, too', () => {
    const serviceEvent = call('signin', 'EmailUpdated', {
      'detail-type': 'AWS Service Event via CloudTrail',
      detail: { userIdentity: { type: 'Root' } },
    });
    expect(idsFor(serviceEvent)).toEqual(['calls-signin']);
  });

  it('refuse a runbook that does not exist or names no call of its own', () => {
    expect(() => rulesWith({ cloudtrail: ['iam-credential-change'] })).toThrow(/iam-credential-changes/);
    expect(() => rulesWith({ cloudtrail: ['event-context'] })).toThrow(InputError);
  });
});

describe('CloudWatch alarms', () => {
  const rules = rulesWith({ alarms: ['Payroll-*'] }, triggered('{ alarms: ["CIS-4.4*", "*RootLogin", "CloudWatch.1"] }'));

  it('match by name in either case, when they go off', () => {
    for (const name of ['CIS-4.4-IAM', 'cis-4.4x', 'prod-rootlogin', 'cloudwatch.1', 'payroll-db'])
      expect(idsFor(alarm(name), rules)).toEqual(['alarms']);
  });

  it('do not match under other names, in other states, or forged', () => {
    for (const name of ['CIS-4.5', 'RootLogins', 'CloudWatch.11', 'CPU']) expect(idsFor(alarm(name), rules)).toEqual([]);
    for (const state of ['OK', 'INSUFFICIENT_DATA']) expect(idsFor(alarm('CloudWatch.1', state), rules)).toEqual([]);
    expect(idsFor(alarm('CloudWatch.1', 'ALARM', 'my.cloudwatch'), rules)).toEqual([]);
  });

  it('match under every name where a trigger cannot be said as a pattern, so that none slips through', () => {
    expect(idsFor(alarm('ROOT account used'))).toEqual(['alarms']);
    expect(idsFor(alarm('ROOT account used', 'OK'))).toEqual([]);
  });
});

describe('rules', () => {
  it('name their source, fit into 2,048 characters and have ids of their own', () => {
    for (const cloudtrail of ['critical', 'high', 'medium', 'all']) {
      const rules = rulesWith({ cloudtrail });
      for (const { pattern } of rules) {
        expect(pattern.source).toEqual([expect.stringMatching(/^aws\.[a-z0-9-]+$/)]);
        expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(2048);
      }
      expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
      expect(rules).toEqual(rulesWith({ cloudtrail }));
    }
  });

  it('are several where one would be too long, and none is lost between them', () => {
    const names = Array.from({ length: 200 }, (_, index) => `CreateThingOfNumber${index}`);
    const rules = rulesWith(
      {},
      triggered(`{ cloudtrail: [{ source: iam.amazonaws.com, names: [${names.join(', ')}] }] }`, { severity: 'high' }),
    );
    expect(rules.map(({ id }) => id)).toEqual(rules.map((_, index) => (index === 0 ? 'calls-iam' : `calls-iam-${index + 1}`)));
    expect(rules.length).toBeGreaterThan(2);
    for (const name of names) expect(idsFor(call('iam', name), rules)).toHaveLength(1);
  });
});

/** Runbooks as they are, without triggers for every service: those say what helps, not what starts. */
const withOwnTriggers = (ids: readonly string[]): Catalogue =>
  new Map(
    ids.flatMap((id) => {
      const runbook = shipped.get(id);
      if (runbook === undefined) return [];
      const cloudtrail = runbook.triggers.cloudtrail.filter(({ source }) => source !== '*');
      return [[id, { ...runbook, triggers: { ...runbook.triggers, cloudtrail } }] as const];
    }),
  );

describe('an event matches a rule exactly where choose() finds a runbook by that trigger', () => {
  const ownCalls = (id: string) => withOwnTriggers([id]).get(id)?.triggers.cloudtrail ?? [];
  const starters = [...shipped.keys()].filter((id) => ownCalls(id).length > 0);
  const everyCall = [...shipped.values()].flatMap(({ triggers }) => triggers.cloudtrail);
  const services = [...new Set(everyCall.map(({ source }) => source.replace('.amazonaws.com', '')))].filter((source) => source !== '*');
  const filled = fc.constantFrom('', 'X', 'Batch');
  const names = fc.constantFrom(...new Set(everyCall.flatMap((trigger) => trigger.names)), 'TagRole', 'DescribeInstances');
  const name = fc.tuple(names, filled, filled).map(([glob, text, behind]) => `${glob.replaceAll('*', text)}${behind}`);

  it('for calls', () => {
    const events = fc.record({ ids: fc.subarray(starters, { minLength: 1 }), service: fc.constantFrom(...services), name });
    fc.assert(
      fc.property(events, ({ ids, service, name }) => {
        const chosen = choose(
          alarmWith({ kind: 'cloudtrail', type: `${service}.amazonaws.com:${name}`, entities: {} }),
          withOwnTriggers(ids),
        );
        const matching = idsFor(call(service, name), rulesWith({ cloudtrail: ids, securityHub: false }));
        expect(matching.length).toBe(chosen.length > 0 ? 1 : 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('for findings of GuardDuty', () => {
    const globs = [...new Set([...shipped.values()].flatMap(({ triggers }) => triggers.guardduty))].filter((glob) => glob !== '*');
    const types = fc
      .tuple(fc.constantFrom(...globs), filled, filled)
      .map(([glob, text, behind]) => `${glob.replaceAll('*', text)}${behind}`);
    fc.assert(
      fc.property(fc.subarray(globs, { minLength: 1, maxLength: 12 }), types, (some, type) => {
        const catalogue = triggered(`{ guardduty: ${JSON.stringify(some)} }`);
        const matching = idsFor(finding({ type }), rulesWith({}, catalogue));
        expect(matching.length > 0).toBe(choose(alarmWith({ type, entities: {} }), catalogue).length > 0);
      }),
      { numRuns: 500 },
    );
  });

  it('for CloudWatch alarms, of which none that a trigger names is left out', () => {
    const globs = [...shipped.values()].flatMap(({ triggers }) => triggers.alarms);
    const typed = fc.tuple(fc.constantFrom(...globs), filled, fc.boolean());
    fc.assert(
      fc.property(fc.subarray(globs, { minLength: 1 }), typed, (some, [glob, text, isUpper]) => {
        const filledIn = glob.replaceAll('*', text);
        const type = isUpper ? filledIn.toUpperCase() : filledIn;
        const catalogue = triggered(`{ alarms: ${JSON.stringify(some)} }`);
        const isAnswered = choose(alarmWith({ kind: 'cloudwatch', type, entities: {} }), catalogue).length > 0;
        const rules = rulesWith({}, catalogue);
        const matching = idsFor(alarm(type), rules);
        if (isAnswered) expect(matching).toHaveLength(1);
        else if (rules.every(({ pattern }) => 'alarmName' in Object(pattern.detail))) expect(matching).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
