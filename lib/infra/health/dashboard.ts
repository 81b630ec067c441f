import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { MetricName } from '../../core/metrics.ts';
import type { HealthProps } from '../health.ts';
import { ownMetric } from './own-metric.ts';

const WIDTH = 8;

/** One page: is it well, what did it find, how fast, for how long was a role there, and what did it cost. */
export function dashboard(scope: Construct, alarms: readonly Alarm[], props: HealthProps): Dashboard {
  const own = (name: MetricName, statistic = 'Sum'): IMetric =>
    ownMetric(scope, name, { statistic, period: Duration.hours(1), label: name });
  return new Dashboard(scope, 'Dashboard', {
    defaultInterval: Duration.days(7),
    widgets: [
      [new AlarmStatusWidget({ title: 'Health', width: 24, alarms: [...alarms] })],
      [
        new SingleValueWidget({
          title: 'This week',
          width: 24,
          setPeriodToTimeRange: true,
          metrics: [own('Investigations'), own('IncompleteInvestigations'), own('Findings'), own('RefusedAlarms'), own('Dollars')],
        }),
      ],
      [
        graph('Seconds from alarm to report', [own('SecondsFromAlarmToReport', 'p50'), own('SecondsFromAlarmToReport', 'Maximum')]),
        graph('Seconds for which a role existed', [own('RoleLifetimeSeconds', 'p50'), own('RoleLifetimeSeconds', 'Maximum')]),
        graph('Bytes that Athena read', [own('BytesScanned')]),
      ],
      [
        graph('Investigations', [props.machine.metricStarted(), props.machine.metricSucceeded(), props.machine.metricFailed()]),
        graph('Alarms that wait', [props.intake.metricApproximateNumberOfMessagesVisible(), own('WaitingAlarms')]),
        graph(
          'Errors',
          Object.values(props.functions).map((each) => each.metricErrors()),
        ),
      ],
    ],
  });
}

const graph = (title: string, left: IMetric[]): IWidget => new GraphWidget({ title, left, width: WIDTH, leftYAxis: { min: 0 } });
