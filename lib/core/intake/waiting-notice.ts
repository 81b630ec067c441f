import type { Settings } from '../settings.ts';
import { timestamp } from '../time.ts';
import type { Admission, Load } from './admission.ts';

/** What there is to say while alarms wait. */
export interface Waiting {
  /** Messages in the queue, as far as SQS knows: its number is approximate. */
  readonly waiting: number;
  readonly because: Extract<Admission, { kind: 'wait' }>['because'];
  readonly load: Load;
  readonly limits: Settings['limits'];
  readonly stack: string;
}

const WHY: Readonly<Record<Waiting['because'], (waiting: Waiting) => string>> = {
  'at once': ({ load, limits }) => `${load.running.size} investigations run, and limits.atOnce lets ${limits.atOnce} run at once.`,
  'per hour': ({ load, limits }) => `${load.started.size} started within the last hour, and limits.perHour lets ${limits.perHour} start.`,
};

/** Names that fit on a page. */
const SHOWN = 10;

/** Tells people that alarms wait: subject in ASCII under 100 characters, plain text. */
export function waitingNotice(waiting: Waiting): { readonly subject: string; readonly body: string } {
  const running = [...waiting.load.running].toSorted();
  const started = (name: string) => waiting.load.started.get(name);
  const more = running.length > SHOWN ? [`  and ${running.length - SHOWN} more`] : [];
  const lines = [
    `Security alarms wait: about ${waiting.waiting} in the queue of ${waiting.stack}.`,
    WHY[waiting.because](waiting),
    'None is lost: each starts as soon as there is room. This is said once an hour while alarms wait.',
    '',
    running.length === 0 ? 'Nothing runs now.' : 'What runs now:',
    ...running.slice(0, SHOWN).map((name) => `  ${name}${since(started(name))}`),
    ...more,
    '',
    'What to do:',
    '- An attack under way sets off many alarms. Read the reports that are there first: trailwarden list',
    '- Stop an investigation that matters less, to make room: trailwarden stop ID',
    '- Where this happens often, raise the limit in the settings, or let fewer calls start investigations (triggers.cloudtrail).',
  ];
  return { subject: 'Trailwarden: security alarms wait for their investigation', body: `${lines.join('\n')}\n` };
}

const since = (at: number | undefined): string => (at === undefined ? '' : `, started ${timestamp(at)}`);
