import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { ChangeMessageVisibilityBatchCommand } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it, vi } from 'vitest';
import './quiet.ts';
import { startBatch } from '../../../lib/aws/intake/start.ts';
import { executionName } from '../../../lib/core/intake/case-names.ts';
import { alarmIn, eventsIn } from '../../../lib/core/intake/event.ts';
import { call, finding, metricAlarm } from './events.ts';
import { GRANT_ROLE, HOME, smallIntake } from './small-intake.ts';

const worlds: ReturnType<typeof smallIntake>[] = [];
const world = (...options: Parameters<typeof smallIntake>) => {
  const made = smallIntake(...options);
  worlds.push(made);
  return made;
};
afterEach(() => {
  for (const { restore } of worlds.splice(0)) restore();
});

const nameOf = (event: unknown) => eventsIn(JSON.stringify(event)).map((one) => executionName(alarmIn(one)))[0];

/** The names that start where the events come in this order, none of them waiting. */
async function startedBy(...events: readonly unknown[]) {
  const { queue, drain, names } = world();
  for (const event of events) queue.send(event);
  await drain();
  return names();
}

describe('a finding', () => {
  it('that is delivered five times starts one investigation', async () => {
    expect(await startedBy(...Array.from({ length: 5 }, () => finding()))).toEqual([nameOf(finding())]);
  });

  it('lies in the folder as it was received before its execution begins, with nothing', async () => {
    const key = `folders/investigations/${nameOf(finding())}/alarm.json`;
    const onStart = vi.fn(() => expect(JSON.parse(objects.get(key) ?? 'null')).toEqual(finding()));
    const { queue, drain, objects, machine } = world({ onStart });
    queue.send(finding());
    await drain();
    expect(onStart).toHaveReturned();
    expect([...machine.executions.values()].map(({ input }) => input)).toEqual(['{}']);
  });

  it('continues its case where it gets worse, and says which', async () => {
    const { queue, drain, machine } = world();
    queue.send(finding({ severity: 5 }));
    queue.send(finding({ severity: 8 }));
    await drain();
    const [first, second] = [...machine.executions.values()];
    expect(second?.name).toBe(nameOf(finding({ severity: 8 })));
    expect(JSON.parse(second?.input ?? '')).toEqual({ startedBy: `alarm of guardduty, continues ${first?.name}` });
  });

  it('continues its case after a day, and not before', async () => {
    expect(await startedBy(finding(), finding({ lastSeen: '2026-06-02T02:40:00Z' }))).toHaveLength(1);
    expect(await startedBy(finding(), finding({ lastSeen: '2026-06-02T02:59:00Z' }))).toHaveLength(2);
  });

  it('that comes late with a lower severity starts nothing', async () => {
    expect(await startedBy(finding({ severity: 8 }), finding({ severity: 5 }))).toEqual([nameOf(finding({ severity: 8 }))]);
  });

  it('that Security Hub hands on is the same alarm', async () => {
    const productArn = 'arn:aws:securityhub:eu-west-1::product/aws/guardduty';
    const imported = {
      ...{ 'detail-type': 'Security Hub Findings - Imported', source: 'aws.securityhub', account: HOME, region: 'eu-west-1' },
      detail: {
        findings: [
          {
            Id: `arn:aws:guardduty:eu-west-1:${HOME}:detector/d/finding/f1`,
            ...{ ProductArn: productArn, AwsAccountId: HOME, Region: 'eu-west-1', Types: ['TTPs/Discovery/Recon:IAMUser-TorIPCaller'] },
            ...{ Severity: { Label: 'MEDIUM' }, CreatedAt: '2026-06-01T02:51:00.000Z', UpdatedAt: '2026-06-01T02:54:00.000Z' },
            ...{ FirstObservedAt: '2026-06-01T02:40:00Z', LastObservedAt: '2026-06-01T02:50:00Z', Resources: [] },
          },
        ],
      },
    };
    expect(await startedBy(finding(), imported)).toEqual([nameOf(finding())]);
  });

  it('that is a sample starts under a name of its own', async () => {
    const sample = finding({
      service: { additionalInfo: { sample: true }, eventFirstSeen: '2026-06-01T02:40:00Z', eventLastSeen: '2026-06-01T02:50:00Z' },
    });
    expect(new Set(await startedBy(sample, finding())).size).toBe(2);
  });
});

describe('nothing starts', () => {
  it.each<[string, unknown]>([
    ['for what our functions do', call({ issuer: GRANT_ROLE })],
    [
      'for what the temporary role does',
      call({ issuer: `arn:aws:iam::${HOME}:role/trailwarden/trailwarden/tw-1`, eventSource: 's3.amazonaws.com' }, { source: 'aws.s3' }),
    ],
    ['for an account that is not ours', call({ account: '999988887777' })],
    ['for a member of ours that the event says it is, and is not', call({ recipientAccountId: '999988887777' })],
    ['for a finding that GuardDuty did not send', { ...finding(), source: 'my.guardduty' }],
    ['for a sign-in that AWS did not send', { ...call(), source: 'signin' }],
    ['for an alarm under a name that nothing answers', metricAlarm('CPU')],
    ['for an alarm of our own stack', metricAlarm('trailwarden-root-of-evil')],
  ])('%s', async (_, event) => {
    const { queue, drain, names } = world();
    queue.send(event);
    await drain();
    expect(names()).toEqual([]);
    expect(queue.deadLetters).toEqual([]);
  });

  it.each<[string, string]>([
    ['a role of another account with the name of ours', GRANT_ROLE.replace(HOME, '999988887777')],
    ['a role whose name begins like ours', `${GRANT_ROLE}X`],
    ['a role under our path that does what no temporary role may', `arn:aws:iam::${HOME}:role/trailwarden/trailwarden/tw-1`],
  ])('but an intruder is not taken for us: %s', async (_, issuer) => {
    expect(
      await startedBy(call({ issuer, userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { arn: issuer } } } })),
    ).toHaveLength(1);
  });

  it('but for members where the settings say so', async () => {
    const member = call({ account: '444455556666' });
    for (const trail of [{ accounts: ['444455556666'] }, { organization: 'o-a1b2c3d4e5' }]) {
      const { queue, drain, names } = world({ settings: { trail } });
      queue.send(member);
      await drain();
      expect(names()).toHaveLength(1);
    }
    const { queue, drain, names } = world({ settings: { trail: { organization: 'o-a1b2c3d4e5', accounts: ['777788889999'] } } });
    queue.send(member);
    await drain();
    expect(names()).toEqual([]);
  });
});

describe('an alarm of CloudWatch', () => {
  it('starts one an hour, however often it goes off: the echo of our own work as well', async () => {
    expect(
      await startedBy(metricAlarm('root-login', '2026-06-01T02:01:00Z'), metricAlarm('root-login', '2026-06-01T02:59:00Z')),
    ).toHaveLength(1);
    expect(
      await startedBy(metricAlarm('root-login', '2026-06-01T02:59:00Z'), metricAlarm('root-login', '2026-06-01T03:00:00Z')),
    ).toHaveLength(2);
    expect(await startedBy(metricAlarm('root-login'), metricAlarm('root-usage'))).toHaveLength(2);
  });
});

describe('what is no alarm', () => {
  it.each<[string, unknown, RegExp]>([
    ['no JSON', 'hello', /no EventBridge event/],
    ['a list', [finding()], /no EventBridge event/],
    ['a request of a person', { runbooks: ['x'] }, /no EventBridge event/],
    [
      'another event',
      { 'detail-type': 'EC2 Instance State-change Notification', source: 'aws.ec2', account: HOME, detail: {} },
      /accepted are/,
    ],
    ['an alarm that did not go off', metricAlarm('root-login', undefined, 'OK'), /did not go off/],
    ['a finding without an id', finding({ id: null }), /lacks id/],
  ])('goes to the dead letters with the reason, once: %s', async (_, event, reason) => {
    const { queue, drain, names } = world();
    queue.send(event);
    queue.send(finding());
    await drain();
    expect(queue.deadLetters).toEqual([
      { body: typeof event === 'string' ? event : JSON.stringify(event), reason: expect.stringMatching(reason) },
    ]);
    expect(names()).toEqual([nameOf(finding())]);
  });

  it('has a reason that SQS takes, whatever it quotes', async () => {
    const { queue, drain } = world();
    queue.send({ 'detail-type': `\u0000\u202e\u{e0041}${'🙂'.repeat(400)}`, source: 'x', detail: {} });
    await drain();
    const reason = queue.deadLetters[0]?.reason ?? '';
    expect(reason).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}]+$/u);
    expect(reason.isWellFormed()).toBe(true);
  });

  it('says so, too, where settings name an alarm that no runbook answers', async () => {
    const { queue, drain } = world({ settings: { triggers: { alarms: ['payroll*'] } } });
    queue.send(metricAlarm('Payroll-Export'));
    await drain();
    expect(queue.deadLetters).toMatchObject([{ reason: expect.stringContaining("no runbook answers 'Payroll-Export'") }]);
  });
});

describe('several findings of one event', () => {
  it('are an investigation each, whose folder keeps its own', async () => {
    const of = (id: string) => ({
      Id: id,
      ProductArn: 'p',
      AwsAccountId: HOME,
      Region: 'eu-west-1',
      Types: ['x'],
      CreatedAt: '2026-06-01T02:51:00Z',
    });
    const event = {
      'detail-type': 'Security Hub Findings - Custom Action',
      source: 'aws.securityhub',
      account: HOME,
      detail: { findings: [of('a'), of('b')] },
    };
    const { queue, drain, names, objects } = world();
    queue.send(event);
    await drain();
    const kept = names().map((name) => JSON.parse(objects.get(`folders/investigations/${name}/alarm.json`) ?? '').detail.findings);
    expect(kept).toEqual([[of('a')], [of('b')]]);
  });
});

describe('where AWS fails', () => {
  it('the message and those behind it come again, and start once', async () => {
    const failures = [new Error('ThrottlingException')];
    const onStart = (name: string) => {
      const failure = name === nameOf(call({ number: 2 })) ? failures.pop() : undefined;
      if (failure !== undefined) throw failure;
    };
    const { queue, deliver, drain, names } = world({ onStart });
    for (const number of [1, 2, 3]) queue.send(call({ number }));
    await deliver();
    expect(names()).toEqual([nameOf(call({ number: 1 }))]);
    expect(queue.messages).toHaveLength(2);
    await drain();
    expect(names()).toEqual([1, 2, 3].map((number) => nameOf(call({ number }))));
    expect(queue.deadLetters).toEqual([]);
  });
});

describe('while enough runs', () => {
  const settings = { limits: { atOnce: 1, perHour: 1000 } };

  it('alarms wait a minute, in their order, and people are told once', async () => {
    const { queue, deliver, notices, machine, pass, drain, names } = world({ settings });
    for (const number of [1, 2, 3]) queue.send(call({ number }));
    await deliver();
    expect(machine.executions.size).toBe(1);
    expect(queue.messages).toHaveLength(2);
    expect(queue.client.commandCalls(ChangeMessageVisibilityBatchCommand)[0]?.args[0].input.Entries).toMatchObject([
      { VisibilityTimeout: 60 },
      { VisibilityTimeout: 60 },
    ]);
    pass(61_000);
    await deliver();
    expect(notices().map(({ TopicArn }) => TopicArn)).toEqual(['topic-email', 'topic-chat', 'topic-raw']);
    expect(notices()[0]?.Subject).toMatch(/^[ -~]{1,99}$/);
    expect(notices()[0]?.Message).toContain('None is lost');
    await drain();
    expect(names()).toEqual([1, 2, 3].map((number) => nameOf(call({ number }))));
  });

  it('a topic that fails costs neither the other topic nor an alarm', async () => {
    const { queue, drain, sns, names } = world({ settings });
    sns.on(PublishCommand, { TopicArn: 'topic-email' }).rejects(new Error('down'));
    for (const number of [1, 2]) queue.send(call({ number }));
    await drain();
    expect(names()).toHaveLength(2);
  });

  it('where the notice cannot be written, alarms wait all the same', async () => {
    const { queue, intake, deliver, names } = world({ settings });
    for (const number of [1, 2]) queue.send(call({ number }));
    await deliver();
    mockClient(S3Client).on(PutObjectCommand).rejects(new Error('down'));
    const [message] = queue.messages;
    expect(message && (await startBatch([message], intake))).toEqual({ batchItemFailures: [{ itemIdentifier: message?.messageId }] });
    expect(names()).toHaveLength(1);
  });

  it('a duplicate of what ran does not wait', async () => {
    const { queue, deliver } = world({ settings });
    queue.send(call());
    await deliver();
    queue.send(call());
    await deliver();
    expect(queue.messages).toEqual([]);
  });
});
