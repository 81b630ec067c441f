import { executionOf } from '../begin.ts';
import { changeSentences } from '../changes.ts';
import { defang } from '../render/escape.ts';
import { headlineOf } from '../render/headline.ts';
import type { Finding, Report } from '../report.ts';
import { atLeast, type Severity } from '../severity.ts';
import { accessSentences } from './email-sections.ts';
import { adviceSteps, findingLine, type Hand } from './finding-line.ts';
import { attributesOf, gravityOf } from './gravity.ts';
import { asciiJson, shortened, subjectLine } from './limits.ts';
import type { Deployed, Message, MessageContext } from './message.ts';
import { type News, newsOf } from './news.ts';
import { pointersTo } from './pointers.ts';

/** CloudWatch keeps reasons of alarms below 1,024 characters, so readers may too: CloudWatch API Reference, MetricAlarm. */
const REASON = 1000;
const LISTED = 5;

/** `ALARM` opens an incident, `OK` ends the one of the same name. */
type State = 'ALARM' | 'OK';

/**
 * The form of a CloudWatch alarm, which PagerDuty's CloudWatch integration and Jira Service Management take: a subject that begins with
 * the new state, and JSON that says the same. Both looks at one alarm have one name, so that the second one can end the incident.
 */
export function pagerMessage(report: Report, context: MessageContext): Message {
  const news = newsOf(report, context);
  const state = stateOf(report, context.pagerMinimumSeverity ?? 'info');
  const { id, status } = report.investigation;
  const pointers = pointersTo(id, context);
  const description = `Trailwarden investigated a security alarm. Full report: ${pointers.command}`;
  const body = {
    ...alarmOf({ id, state, description, reason: reasonOf(report, news), at: report.access.receipt.revoked }, context),
    Report: pointers,
    Severity: gravityOf(report),
    Status: status,
    ...(news.changes === undefined ? {} : { Changed: changeSentences(news.changes).map(short) }),
    Findings: news.findings.slice(0, LISTED).map((finding) => short(findingLine(finding, PLAIN))),
    NextSteps: firstSteps(news.findings).slice(0, LISTED).map(short),
    NotKnown: report.unknown.slice(0, LISTED).map(short),
    Access: accessSentences(report).slice(0, LISTED).map(short),
  };
  return { subject: subjectLine(`${state}: ${news.headline}`), body: asciiJson(body), attributes: attributesOf(report, context) };
}

/** An incomplete investigation has cleared nothing. A sample is no incident. */
function stateOf({ findings, investigation: { status, alarm } }: Report, threshold: Severity): State {
  if (alarm.sample) return 'OK';
  return status === 'incomplete' || findings.some(({ severity }) => atLeast(severity, threshold)) ? 'ALARM' : 'OK';
}

/** Made harmless as a whole. */
const PLAIN: Hand = { ours: (text) => text, theirs: (text) => text };

/** What to do first, by each runbook that found something, the worst first. */
const firstSteps = (findings: readonly Finding[]): string[] => [...new Set(findings.flatMap(({ next }) => adviceSteps(next).slice(0, 1)))];

function reasonOf(report: Report, { headline, changes }: News): string {
  const { title, origin } = headlineOf(report);
  const parts = [headline, ...(changes === undefined ? [] : changeSentences(changes)), title, origin];
  return parts.map((part) => short(part)).join(' | ');
}

/** What every message to a pager has; `description` says where to look. */
interface PagerAlarm {
  readonly id: string;
  readonly state: State;
  readonly description: string;
  readonly reason: string;
  readonly at: string;
}

export function alarmOf({ id, state, description, reason, at }: PagerAlarm, { stack, account, region }: Deployed) {
  return {
    AlarmName: `Trailwarden ${stack} ${executionOf(id)}`,
    AlarmDescription: description,
    AWSAccountId: account,
    Region: region,
    NewStateValue: state,
    OldStateValue: state === 'ALARM' ? 'OK' : 'ALARM',
    NewStateReason: harmless(reason, REASON),
    StateChangeTime: at.replace(/Z$/, '.000+0000'),
    // Readers of this form look for a metric, and some fail without one.
    Trigger: { Namespace: 'Trailwarden', MetricName: 'Findings', Dimensions: [{ name: 'stack', value: stack }] },
    Investigation: id,
  };
}

const harmless = (text: string, most: number): string => shortened(defang(shortened(text, most)), most);
const short = (text: string): string => harmless(text, 500);
