import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choose, matchesGlob } from '../../lib/core/choose.ts';
import { InputError } from '../../lib/core/errors.ts';
import { alarmWith } from './example-alarm.ts';
import { catalogueWith, type Parts } from './example-runbook.ts';

const triggered = (id: string, triggers: string, severity = 'medium') => ({
  id,
  severity,
  front: ['parameters: [accessKeyId]', `triggers: ${triggers}`],
});
const idsFor = (alarm: Parameters<typeof choose>[0], ...runbooks: readonly Parts[]) =>
  choose(alarm, catalogueWith(...runbooks)).map(({ runbook }) => runbook.id);

describe('runbooks of a finding', () => {
  it('come with the most telling trigger first, then the most severe, then by name', () => {
    const ids = idsFor(
      alarmWith(),
      triggered('anything', '{ guardduty: ["*"] }'),
      triggered('z-user', '{ guardduty: ["*:IAMUser/*"] }', 'high'),
      triggered('b-user', '{ guardduty: ["*:IAMUser/*"] }'),
      triggered('a-user', '{ guardduty: ["*:IAMUser/*"] }'),
      triggered('exact', '{ guardduty: ["*", "UnauthorizedAccess:IAMUser/TorIPCaller"] }', 'low'),
      triggered('other', '{ guardduty: ["*:S3/*"] }'),
    );
    expect(ids).toEqual(['exact', 'z-user', 'a-user', 'b-user', 'anything']);
  });

  it('of a type that nobody has seen are those that follow what it names', () => {
    const alarm = alarmWith({ type: 'Brand:New/Finding' });
    expect(idsFor(alarm, triggered('anything', '{ guardduty: ["*"] }'), triggered('user', '{ guardduty: ["*:IAMUser/*"] }'))).toEqual([
      'anything',
    ]);
  });

  it('are also those of the call that it is about', () => {
    const call = { eventSource: ['iam.amazonaws.com'], eventName: ['CreateAccessKey'] };
    const calls = triggered('calls', '{ cloudtrail: [{ source: iam.amazonaws.com, names: ["Create*"] }] }');
    expect(idsFor(alarmWith({ entities: call }), calls)).toEqual(['calls']);
    expect(idsFor(alarmWith({ entities: { ...call, eventSource: ['ec2.amazonaws.com'] } }), calls)).toEqual([]);
  });

  it('say why they were chosen', () => {
    const [choice] = choose(alarmWith(), catalogueWith(triggered('user', '{ guardduty: ["*:IAMUser/*"] }')));
    expect(choice?.because).toBe('the finding type matches *:IAMUser/*');
  });
});

describe('runbooks of other alarms', () => {
  const runbooks = [
    triggered('finding', '{ guardduty: ["*"] }'),
    triggered('call', '{ cloudtrail: [{ source: "*", names: ["*"] }] }'),
    triggered('named', '{ alarms: ["*rootusage*"] }'),
  ];

  it.each([
    ['securityhub', 'Some:Type/Of.Finding', ['finding']],
    ['cloudtrail', 'iam.amazonaws.com:CreateUser', ['call']],
    ['cloudwatch', 'CIS-1.7-RootUsage', ['named']],
  ] as const)('of %s are those of its own triggers', (kind, type, ids) => {
    expect(idsFor(alarmWith({ kind, type }), ...runbooks)).toEqual(ids);
  });
});

describe('runbooks of a request', () => {
  const catalogue = catalogueWith({ id: 'first-one' }, { id: 'second-one' });
  const asked = (...runbooks: string[]) => choose(alarmWith({ request: { runbooks, reason: 'audit' } }), catalogue);

  it('come in the order in which they were asked for, each once', () => {
    expect(asked('second-one', 'first-one', 'second-one').map(({ runbook }) => runbook.id)).toEqual(['second-one', 'first-one']);
  });

  it('that do not exist are refused by name', () => {
    expect(() => asked('first-one', 'third-one')).toThrow(InputError);
    expect(() => asked('first-one', 'third-one')).toThrow("unknown runbook 'third-one'; did you mean");
  });
});

describe('a glob', () => {
  it('takes * for any characters and everything else for itself, in either case', () => {
    expect(matchesGlob('*:IAMUser/*', 'unauthorizedaccess:iamuser/x\ny')).toBe(true);
    expect(matchesGlob('a.c', 'abc')).toBe(false);
    expect(matchesGlob('CIS-*', 'XCIS-1')).toBe(false);
  });

  it('without a * fits exactly its own text, whatever stands in it', () => {
    const text = fc.string({ unit: 'grapheme-ascii' }).filter((one) => !one.includes('*'));
    fc.assert(fc.property(text, text, (glob, other) => matchesGlob(glob, other) === (glob.toLowerCase() === other.toLowerCase())));
  });
});
