import type { Context } from '../../../lib/core/report.ts';
import { at, id, KEY } from './sample-incident.ts';

const calls: Context = {
  runbook: 'access-key-activity',
  about: `accessKeyId ${KEY}`,
  step: 'what-it-called',
  title: 'What it called',
  text: 'Every operation of the key, with how often it worked and how often it was refused.',
  columns: ['eventsource', 'eventname', 'calls', 'failed', 'errors', 'first_seen', 'last_seen', 'eventid'],
  rows: [
    ['sts.amazonaws.com', 'GetCallerIdentity', 3, 0, null, at(12, 1), at(40, 2), id(1)],
    ['iam.amazonaws.com', 'ListUsers', 2, 0, null, at(12, 40), at(13, 2), id(2)],
    ['iam.amazonaws.com', 'CreateUser', 4, 4, 'AccessDenied', at(13, 10), at(13, 41), id(4)],
    ['iam.amazonaws.com', 'CreateAccessKey', 1, 0, null, at(14, 45), at(14, 45), id(3)],
  ],
  truncated: false,
  lookFor: 'looking around (List, Get, Describe) that turns into changes, and success right after a run of refusals.',
  empty: 'No rows mean that the logs had not landed.',
};

const origin: Context = {
  runbook: 'access-key-activity',
  about: `accessKeyId ${KEY}`,
  step: 'origin-of-the-key',
  title: 'Origin of the key',
  text: 'Who made or handed out this key, and who changed it since.',
  columns: ['eventtime', 'eventname', 'actor', 'eventid'],
  rows: [],
  truncated: false,
  lookFor: 'a key that was made shortly before the alarm.',
  empty: 'No rows mean that the key is older than the window. Ask IAM for its age.',
};

/** One step without rows and one with some. */
export const CONTEXT: readonly Context[] = [origin, calls];
