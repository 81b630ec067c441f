import { Duration } from 'aws-cdk-lib';
import { type AlarmProps, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { HealthProps } from '../health.ts';
import { ownMetric } from './own-metric.ts';

/** An alarm of ours: what it watches, and what to say to whom it wakes. */
export interface HealthAlarm extends Pick<AlarmProps, 'metric' | 'threshold' | 'evaluationPeriods' | 'datapointsToAlarm'> {
  readonly comparisonOperator: ComparisonOperator;
  readonly treatMissingData: TreatMissingData;
  /** Heading of its section in docs/operate.md. */
  readonly section: string;
  /** What has happened, in one sentence. */
  readonly meaning: string;
}

/** The alarms, by the id of their construct. CloudWatch asks 0.10 dollars a month for each metric that an alarm looks at. */
export const healthAlarms = (scope: Construct, props: HealthProps): Readonly<Record<string, HealthAlarm>> => ({
  ...roleAlarms(scope, props),
  ...investigationAlarms(props),
  ...peopleAlarms(scope, props),
});

/** What CloudWatch shows and sends with the alarm. */
export const descriptionOf = ({ meaning, section }: HealthAlarm): string => `${meaning} See docs/operate.md#${anchorOf(section)}`;

/** The fragment under which GitHub shows a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');

/** Something happened that should not. While nothing happens there is no data, and that is well. */
const anyOf = (metric: IMetric, threshold = 1) =>
  ({
    metric,
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  }) as const;

/** Something that should happen did not, in any of so many periods. No data is what it looks like. */
const noneOf = (metric: IMetric, evaluationPeriods: number) =>
  ({
    metric,
    threshold: 1,
    evaluationPeriods,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
  }) as const;

/** SUM over all metrics leaves out those without data; a plus would give no data at all. Source: CloudWatch metric math. */
const sumOf = (label: string, metrics: readonly IMetric[], period: Duration): IMetric =>
  new MathExpression({
    expression: 'SUM(METRICS())',
    label,
    period,
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index + 1}`, metric])),
  });

const MINUTES_5 = Duration.minutes(5);
const MINUTES_15 = Duration.minutes(15);
const HOUR = Duration.hours(1);

/** Aborted is left out: people stop investigations. */
const failuresOf = (label: string, machine: IStateMachine): IMetric =>
  sumOf(label, [machine.metricFailed(), machine.metricTimedOut()], MINUTES_5);

function roleAlarms(scope: Construct, { functions: { revoke, sweep }, aftermath }: HealthProps): Record<string, HealthAlarm> {
  const errors = [revoke, sweep].map((each) => each.metricErrors());
  return {
    OrphanRole: {
      section: 'A role outlived its deadline',
      meaning: 'The sweeper found a temporary role whose deadline has passed. It can do nothing any more, but it should be gone.',
      ...anyOf(ownMetric(scope, 'OrphanRoles', { statistic: 'Maximum', period: MINUTES_5 })),
    },
    SweepMissing: {
      section: 'The sweeper does not run',
      meaning: 'The sweeper has not run for 15 minutes, so a role that the other layers left behind would stay.',
      ...noneOf(sweep.metricInvocations({ period: MINUTES_5 }), 3),
    },
    CleanUpErrors: {
      section: 'Cleaning up fails',
      meaning: 'The functions that revoke and sweep failed three times within 15 minutes.',
      ...anyOf(sumOf('Errors of revoke and sweep', errors, MINUTES_15), 3),
    },
    AftermathFailed: {
      section: 'The aftermath of an investigation failed',
      meaning: 'An investigation ended, and revoking and publishing from outside failed.',
      ...anyOf(failuresOf('Failed aftermaths', aftermath)),
    },
  };
}

function investigationAlarms({ machine, intake, deadLetters }: HealthProps): Record<string, HealthAlarm> {
  const lost = Object.values(deadLetters).map((queue) => queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }));
  return {
    InvestigationFailed: {
      section: 'An investigation failed',
      meaning: 'An investigation failed or ran out of time.',
      ...anyOf(failuresOf('Failed investigations', machine)),
    },
    AlarmWaits: {
      section: 'An alarm waits for its investigation',
      meaning: 'A security alarm has waited over an hour for its investigation to start.',
      ...anyOf(intake.metricApproximateAgeOfOldestMessage({ period: MINUTES_5 }), HOUR.toSeconds()),
    },
    EventsLost: {
      section: 'An event was not delivered',
      meaning: 'A security alarm, or the end of an investigation, could not be delivered and lies in a dead-letter queue.',
      ...anyOf(sumOf('Messages in dead-letter queues', lost, MINUTES_5)),
    },
  };
}

function peopleAlarms(scope: Construct, { lostPages }: HealthProps): Record<string, HealthAlarm> {
  const hourly = { statistic: 'Maximum', period: HOUR };
  const deaf = [ownMetric(scope, 'PendingSubscriptions', hourly), ownMetric(scope, 'MissingSubscriptions', hourly)];
  return {
    NobodyListens: {
      section: 'A subscription is missing or not confirmed',
      meaning: 'Someone whom settings name would not hear of an investigation.',
      ...anyOf(sumOf('Pending and missing subscriptions', deaf, HOUR)),
      // Inspect runs hourly, but not on the stroke: one of two hours has its word.
      evaluationPeriods: 2,
      datapointsToAlarm: 1,
    },
    CanaryFailed: {
      section: 'The canary did not report',
      meaning: 'The daily trial investigation has not reported, with its role gone, for 25 hours.',
      ...noneOf(ownMetric(scope, 'CanaryReports', { period: HOUR }), 25),
    },
    ...(lostPages !== undefined && {
      PageLost: {
        section: 'A page was not delivered',
        meaning: 'The pager did not take a message: someone who should have been woken was not.',
        ...anyOf(lostPages.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: MINUTES_5 })),
      },
    }),
  };
}
