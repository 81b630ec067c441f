import type { Report } from '../report.ts';
import type { Severity } from '../severity.ts';

/** Where Trailwarden itself lives. */
export interface Deployed {
  readonly stack: string;
  readonly account: string;
  readonly region: string;
}

/** What a message has to know besides the report. */
export interface MessageContext extends Deployed {
  /** The investigation's folder: `s3://bucket/investigations/<id>/`. */
  readonly location: string;
  /** The first report on the same alarm: with it, a message says only what changed. */
  readonly before?: Report;
  /** Less severe findings do not keep a pager's incident open. Left out: every finding does. */
  readonly pagerMinimumSeverity?: Severity;
}

/** By what subscriptions filter: Amazon SNS message attributes, all of type String. */
export interface Attributes {
  readonly severity: Severity;
  /** Of the investigation; `notice` where there is no report to tell of. */
  readonly status: 'complete' | 'incomplete' | 'notice';
  /** Its id, where the message is about one. */
  readonly investigation?: string;
}

/** The ways to people and machines, each a topic of its own: their formats exclude each other. */
export const CHANNELS = ['email', 'pager', 'chat', 'raw'] as const;
export type Channel = (typeof CHANNELS)[number];

/** One message, ready for Amazon SNS. */
export interface Message {
  readonly subject: string;
  readonly body: string;
  readonly attributes: Attributes;
}
