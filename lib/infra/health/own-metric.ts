import { Stack } from 'aws-cdk-lib';
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { METRIC_NAMESPACE, type MetricName } from '../../core/metrics.ts';

/** A metric that the functions of this stack send. */
export const ownMetric = (scope: Construct, metricName: MetricName, options: MetricOptions = {}): Metric =>
  new Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { stack: Stack.of(scope).stackName },
    statistic: 'Sum',
    ...options,
  });
