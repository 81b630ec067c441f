/** Where Trailwarden's own metrics stand in CloudWatch; their one dimension is `stack`, the name of the stack. */
export const METRIC_NAMESPACE = 'Trailwarden';

interface Measure {
  readonly unit: 'Count' | 'Seconds' | 'Bytes' | 'None';
  readonly meaning: string;
}

/**
 * Everything that is measured, with its unit. None is sent while nothing happens: CloudWatch asks 0.30 dollars a month for a metric that is
 * sent every hour, and counts by the hour. Those that only warn are sent when they are over zero.
 */
export const METRICS = {
  Investigations: { unit: 'Count', meaning: 'Investigations that ended with a report' },
  IncompleteInvestigations: { unit: 'Count', meaning: 'Of these, those in which a runbook or the revocation failed, or logs were missing' },
  Findings: { unit: 'Count', meaning: 'Findings of one report' },
  SecondsFromAlarmToReport: { unit: 'Seconds', meaning: 'Time from the alarm to the first report on it' },
  BytesScanned: { unit: 'Bytes', meaning: 'Bytes that Athena read for one investigation' },
  Dollars: { unit: 'None', meaning: 'What Athena asks for one investigation, in dollars' },
  RoleLifetimeSeconds: { unit: 'Seconds', meaning: 'Time for which one temporary role existed' },
  OrphanRoles: {
    unit: 'Count',
    meaning: 'Temporary roles still there after their deadline, as the sweeper found them; sent only over zero',
  },
  RefusedAlarms: { unit: 'Count', meaning: 'Events that start nothing: of foreign accounts, of our own roles, or not understood' },
  WaitingAlarms: { unit: 'Count', meaning: 'Alarms sent back to the queue because enough investigations run' },
  PendingSubscriptions: { unit: 'Count', meaning: 'Subscriptions that nobody has confirmed; sent only over zero' },
  MissingSubscriptions: { unit: 'Count', meaning: 'Subscriptions that settings ask for and SNS no longer has; sent only over zero' },
  CanaryReports: { unit: 'Count', meaning: 'Reports of the daily canary that came with its role gone' },
} as const satisfies Readonly<Record<string, Measure>>;

export type MetricName = keyof typeof METRICS;
