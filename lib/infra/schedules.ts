import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../core/settings.ts';

/** What runs by the clock. */
export interface SchedulesProps {
  readonly start: IFunction;
  readonly sweep: IFunction;
  readonly inspect: IFunction;
  readonly audits: Settings['audits'];
  readonly deadLetters: IQueue;
}

/** A function that is called again and again. */
interface Call {
  readonly what: string;
  readonly expression: string;
  readonly target: IFunction;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The same for each delivery of one scheduled time, so that none starts twice. Source: EventBridge Scheduler User Guide, "Context attributes". */
const AT = '<aws.scheduler.scheduled-time>';

/** The sweeper, the inspection of subscriptions, the daily canary and the audits that settings name; all in UTC. */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, props: SchedulesProps) {
    super(scope, id);
    const group = new CfnScheduleGroup(this, 'Group', {});
    const role = this.caller(props);
    for (const [name, { what, expression, target, input }] of Object.entries(callsOf(props))) {
      new CfnSchedule(this, name, {
        description: what,
        groupName: group.ref,
        scheduleExpression: expression,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: target.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify(input),
          deadLetterConfig: { arn: props.deadLetters.queueArn },
          retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
        },
      });
    }
  }

  /** Source of the condition: EventBridge Scheduler User Guide, "Confused deputy prevention". */
  private caller({ start, sweep, inspect, deadLetters }: SchedulesProps): Role {
    const { account } = Stack.of(this);
    const functions = [start, sweep, inspect].map(({ functionArn }) => functionArn);
    const statements = [
      new PolicyStatement({ sid: 'CallFunctions', actions: ['lambda:InvokeFunction'], resources: functions }),
      new PolicyStatement({ sid: 'LeaveDeadLetters', actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
    ];
    return new Role(this, 'Role', {
      description: 'Of EventBridge Scheduler: calls what runs by the clock',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': account } } }),
      inlinePolicies: { call: new PolicyDocument({ statements }) },
    });
  }
}

const callsOf = ({ start, sweep, inspect, audits }: SchedulesProps): Readonly<Record<string, Call>> => ({
  Sweep: { what: 'Takes away roles that nothing uses', expression: 'rate(5 minutes)', target: sweep, input: {} },
  Inspect: { what: 'Counts who listens', expression: 'rate(1 hour)', target: inspect, input: {} },
  Canary: { what: 'Shows daily that investigations work', expression: 'rate(1 day)', target: start, input: { canary: true, at: AT } },
  ...Object.fromEntries(
    audits.map(({ name, schedule }) => [
      `Audit-${name}`,
      { what: `Audit ${name}`, expression: schedule, target: start, input: { audit: name, at: AT } },
    ]),
  ),
});
