import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { eventRules } from '../../lib/core/event-patterns.ts';
import { Scheduled } from '../../lib/core/intake/scheduled.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { ForwarderStack } from '../../lib/infra/forwarder-stack.ts';
import { resolved } from './resolved.ts';
import { appWith, catalogue, EVERYTHING, resourcesWith } from './synthesized.ts';

const Target = z.looseObject({
  Arn: z.string(),
  DeadLetterConfig: z.object({ Arn: z.string() }),
  SqsParameters: z.object({ MessageGroupId: z.string() }).optional(),
});
const Rule = z.object({
  EventPattern: z.looseObject({ source: z.array(z.string()).min(1) }),
  State: z.string().optional(),
  Targets: z.array(Target).length(1),
});
const resources = resourcesWith(EVERYTHING);
const rules = resources('AWS::Events::Rule').map(({ properties }) => Rule.parse(properties));
const arnOf = (start: string) => {
  const [queue] = resources('AWS::SQS::Queue').filter(({ id }) => id.startsWith(start));
  return `arn:aws:sqs:eu-west-1:111122223333:${queue?.id}`;
};
const alarms = arnOf('EstateQueuesAlarms');
const expected = eventRules(catalogue, parseSettings(EVERYTHING, 'settings'));

describe('the rules', () => {
  const intake = rules.filter(({ Targets: [target] }) => target?.Arn === alarms);

  it('are those of the catalogue, each with its source, in the 2,048 characters that EventBridge takes', () => {
    expect(intake).toHaveLength(expected.length);
    expect(intake.map(({ EventPattern }) => EventPattern)).toEqual(expect.arrayContaining(expected.map(({ pattern }) => pattern)));
    for (const { EventPattern } of rules) expect(JSON.stringify(EventPattern).length).toBeLessThan(2048);
  });

  it('put alarms into one group of the queue, and what cannot be delivered among the dead letters', () => {
    for (const { Targets } of intake) expect(Targets[0]?.SqsParameters).toEqual({ MessageGroupId: 'alarms' });
    for (const { Targets } of rules) expect(Targets[0]?.DeadLetterConfig.Arn).toBe(arnOf('EstateQueuesUndelivered'));
  });

  it('see read-only calls where a trigger needs them, and only there', () => {
    const all = intake.filter(({ State }) => State === 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
    expect(all).toHaveLength(expected.filter(({ allManagementEvents }) => allManagementEvents).length);
  });
});

describe('the queue', () => {
  it('keeps the order, takes an event once, and lets messages wait without calling them poison', () => {
    const [queue] = resources('AWS::SQS::Queue').filter(({ id }) => id.startsWith('EstateQueuesAlarms'));
    expect(queue?.properties).toMatchObject({
      FifoQueue: true,
      ContentBasedDeduplication: true,
      MessageRetentionPeriod: 1_209_600,
      VisibilityTimeout: 360,
      RedrivePolicy: { maxReceiveCount: 1000, deadLetterTargetArn: arnOf('EstateQueuesPoison') },
    });
  });

  it('is read by the function that starts investigations, which says what it could not handle', () => {
    const [mapping] = resources('AWS::Lambda::EventSourceMapping');
    expect(mapping?.properties).toMatchObject({ EventSourceArn: alarms, FunctionResponseTypes: ['ReportBatchItemFailures'] });
  });
});

describe('what runs by the clock', () => {
  const Schedule = z.object({ ScheduleExpression: z.string(), Target: z.looseObject({ Arn: z.string(), Input: z.string() }) });
  const schedules = resources('AWS::Scheduler::Schedule').map(({ id, properties }) => ({ id, ...Schedule.parse(properties) }));
  const calls = new Map(
    schedules.map(({ ScheduleExpression, Target: { Arn } }) => [
      ScheduleExpression,
      Arn.split(':function:')[1]?.replace(/[0-9A-F]{8}$/, ''),
    ]),
  );

  it('is the sweeper, the inspection, the canary and the audits that settings name', () => {
    expect(Object.fromEntries(calls)).toEqual({
      'rate(5 minutes)': 'sweep',
      'rate(1 hour)': 'inspect',
      'rate(1 day)': 'Intakestart',
      'cron(0 6 ? * MON *)': 'Intakestart',
    });
  });

  it('gives the start function what it understands', () => {
    const inputs = schedules
      .filter(({ Target }) => Target.Arn.includes('Intakestart'))
      .map(({ Target }) => Scheduled.parse(JSON.parse(Target.Input)));
    expect(inputs).toEqual([
      { canary: true, at: '<aws.scheduler.scheduled-time>' },
      { audit: 'root-weekly', at: '<aws.scheduler.scheduled-time>' },
    ]);
  });
});

describe('a forwarder', () => {
  it('sends the same alarms to the bus of the home Region', () => {
    const { app } = appWith(EVERYTHING);
    const stack = app.node.findChild('Trailwarden-us-west-2');
    if (!(stack instanceof ForwarderStack)) throw new Error('it is another stack');
    const forwarded = resolved(Template.fromStack(stack).toJSON()).resources.filter(({ type }) => type === 'AWS::Events::Rule');
    expect(forwarded).toHaveLength(expected.length);
    for (const { properties } of forwarded) {
      const [target] = Rule.parse(properties).Targets;
      expect(target?.Arn).toBe('arn:aws:events:eu-west-1:111122223333:event-bus/default');
    }
  });
});
