import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { matchesGlob } from '../../lib/core/choose.ts';
import { METRICS } from '../../lib/core/metrics.ts';
import { catalogueOf } from '../../lib/core/runbook/catalogue.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { anchorOf } from '../../lib/infra/health/alarms.ts';
import { Health } from '../../lib/infra/health.ts';
import { localMachine } from '../../lib/local/machine.ts';

const Stat = z.object({ Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: z.array(z.unknown()) }) });
const AlarmProperties = z.object({
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()),
  OKActions: z.array(z.unknown()),
  TreatMissingData: z.string(),
  EvaluationPeriods: z.number(),
  Period: z.number().optional(),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z.array(z.unknown()).optional(),
  Metrics: z.array(z.object({ MetricStat: Stat.optional(), Expression: z.string().optional() })).optional(),
});

interface Given {
  readonly dashboard?: boolean;
  readonly pager?: boolean;
}

/** A stack of nothing but what is watched. */
function watched({ dashboard = true, pager = true }: Given = {}): Template {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Guard', {
    env: { account: '111122223333', region: 'eu-west-1' },
  });
  const queue = (id: string) => new Queue(stack, id);
  const key = new Key(stack, 'Key');
  const lambda = (id: string) =>
    new Lambda(stack, id, {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline('export const handler = () => 1'),
    });
  const machine = (id: string) =>
    new StateMachine(stack, id, { definitionBody: DefinitionBody.fromChainable(new Pass(stack, `${id}Pass`)) });
  new Health(stack, 'Health', {
    machine: machine('Machine'),
    aftermath: machine('Aftermath'),
    functions: { revoke: lambda('Revoke'), sweep: lambda('Sweep'), inspect: lambda('Inspect') },
    intake: queue('Intake'),
    deadLetters: { intake: queue('IntakeLost'), aftermath: queue('AftermathLost') },
    ...(pager && { lostPages: queue('PagesLost') }),
    topic: new Topic(stack, 'HealthTopic', { masterKey: key, enforceSSL: true }),
    key,
    settings: { home: { ...parseSettings({}, 'test').home, dashboard } },
  });
  return Template.fromStack(stack);
}

const template = watched();
const alarms = Object.entries(template.findResources('AWS::CloudWatch::Alarm')).map(
  ([id, { Properties }]) => [id, AlarmProperties.parse(Properties)] as const,
);
const metricsOf = (alarm: z.infer<typeof AlarmProperties>) =>
  alarm.Metrics?.flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric])) ?? [
    { Namespace: alarm.Namespace, MetricName: alarm.MetricName, Dimensions: alarm.Dimensions },
  ];

const operate = readFileSync('docs/operate.md', 'utf8');
/** The headings of the chapter on alarms, which ends where the next chapter begins. */
const sections = [...(operate.split('\n## Alarms')[1]?.split('\n## ')[0] ?? '').matchAll(/^### (.+)$/gm)].map(
  ([, heading = '']) => heading,
);

describe('each health alarm', () => {
  it('names its section in docs/operate.md, and each section there has its alarm', () => {
    const named = alarms.map(([, { AlarmDescription }]) => /See docs\/operate\.md#(.+)$/.exec(AlarmDescription)?.[1]);
    expect(named.toSorted()).toEqual(sections.map(anchorOf).toSorted());
    expect(sections.length).toBeGreaterThan(8);
  });

  it('starts no investigation by its name, which CloudFormation makes of the stack and its id', () => {
    const catalogue = [...catalogueOf(localMachine.runbookFiles()).values()];
    const globs = catalogue.flatMap(({ triggers }) => triggers.alarms);
    const caught = alarms.flatMap(([id]) => globs.filter((glob) => matchesGlob(glob, `Trailwarden-${id}`)).map((glob) => `${id}: ${glob}`));
    expect(caught).toEqual([]);
    expect(globs.length).toBeGreaterThan(20);
  });

  it('says what happened in a sentence of its own', () => {
    const meanings = alarms.map(([, { AlarmDescription }]) => AlarmDescription.split(' See docs/')[0] ?? '');
    expect(meanings.filter((meaning) => !/^[A-Z].{30,}\.$/.test(meaning))).toEqual([]);
    expect(new Set(meanings).size).toBe(alarms.length);
  });

  it('tells the health topic when it begins and when it is over', () => {
    const topic = Object.keys(template.findResources('AWS::SNS::Topic')).map((id) => ({ Ref: id }));
    for (const [id, alarm] of alarms) {
      expect({ id, actions: alarm.AlarmActions, over: alarm.OKActions }).toEqual({ id, actions: topic, over: topic });
    }
  });

  it('looks at a metric of this stack that is sent, or at one of AWS', () => {
    const own = alarms.flatMap(([, alarm]) => metricsOf(alarm)).filter(({ Namespace }) => Namespace === 'Trailwarden');
    expect(own.map(({ MetricName }) => MetricName)).toHaveLength(4);
    expect(own.filter(({ MetricName = '' }) => !(MetricName in METRICS))).toEqual([]);
    expect(own.map(({ Dimensions }) => Dimensions)).toEqual(own.map(() => [{ Name: 'stack', Value: 'Guard' }]));
  });

  it('looks back no longer than CloudWatch lets it: seven days, one day where periods are under an hour', () => {
    for (const [, { Period = 300, EvaluationPeriods }] of alarms) {
      expect(Period * EvaluationPeriods).toBeLessThanOrEqual(Period < 3600 ? 86_400 : 604_800);
    }
  });
});

describe('health', () => {
  it('costs at most 1.50 dollars a month: 0.10 for each metric that an alarm looks at', () => {
    expect(alarms.flatMap(([, alarm]) => metricsOf(alarm)).length * 0.1).toBeLessThanOrEqual(1.5);
  });

  it('takes silence of the sweeper and of the canary for failure, and all other silence for peace', () => {
    const breaching = alarms
      .filter(([, { TreatMissingData }]) => TreatMissingData === 'breaching')
      .map(([id]) => id.replace(/^Health|[0-9A-F]{8}$/g, ''));
    expect(breaching).toEqual(['SweepMissing', 'CanaryFailed']);
    expect(new Set(alarms.map(([, { TreatMissingData }]) => TreatMissingData))).toEqual(new Set(['breaching', 'notBreaching']));
  });

  it('waits 25 hours for the canary', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'CanaryReports',
      Period: 3600,
      EvaluationPeriods: 25,
      Threshold: 1,
    });
  });

  it('adds up every dead-letter queue', () => {
    const lost = alarms.find(([id]) => id.startsWith('HealthEventsLost'));
    expect(lost?.[1].Metrics?.map(({ Expression }) => Expression).filter(Boolean)).toEqual(['SUM(METRICS())']);
    expect(lost === undefined ? 0 : metricsOf(lost[1]).length).toBe(2);
  });

  it('lets alarms of this account, and of no other, publish to the encrypted topic', () => {
    const account = { 'aws:SourceAccount': '111122223333' };
    const cloudwatch = { Service: 'cloudwatch.amazonaws.com' };
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: 'sns:Publish', Principal: cloudwatch, Condition: Match.objectLike({ StringEquals: account }) }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Principal: cloudwatch,
            Condition: { StringEquals: account },
          }),
        ]),
      },
    });
  });

  it('has a dashboard where settings ask for one', () => {
    expect(Object.keys(template.findResources('AWS::CloudWatch::Dashboard'))).toHaveLength(1);
    expect(Object.keys(watched({ dashboard: false }).findResources('AWS::CloudWatch::Dashboard'))).toEqual([]);
  });

  it('watches no lost pages where there is no pager', () => {
    const without = Object.keys(watched({ pager: false }).findResources('AWS::CloudWatch::Alarm'));
    expect(without).toHaveLength(alarms.length - 1);
    expect(without.filter((id) => id.includes('PageLost'))).toEqual([]);
  });

  it('gives nothing a name that would stand in the way of a second stack', () => {
    expect(JSON.stringify(template.toJSON())).not.toMatch(/"(AlarmName|DashboardName)"/);
  });
});
