import { listed } from '../listed.ts';
import { count } from '../render/quantity.ts';
import type { Severity } from '../severity.ts';

/** What happened that no report tells of. */
interface Facts {
  /** An investigation ended before it was planned, so there is no report on its alarm: what the alarm said, and which state failed how. */
  readonly unplanned: { readonly id: string; readonly alarm?: string; readonly failures: readonly string[]; readonly at: string };
  /** So many alarms wait in the queue, and a sentence that says for what. */
  readonly waiting: { readonly queued: number; readonly why: string; readonly at: string };
  /** A person stopped an investigation before it was planned. */
  readonly stopped: { readonly id: string; readonly by: string; readonly at: string };
}

type Kind = keyof Facts;
export type Notice<K extends Kind = Kind> = { readonly [P in K]: { readonly kind: P } & Facts[P] }[K];

/** A notice in words, as unsafe as its facts. */
export interface Said {
  readonly severity: Severity;
  readonly headline: string;
  readonly lines: readonly string[];
  /** With code between backticks. */
  readonly steps: readonly string[];
  /** Whether it opens a pager's incident. */
  readonly pages: boolean;
}

const SAY: { readonly [P in Kind]: (notice: Notice<P>) => Said } = {
  unplanned: ({ id, alarm, failures, at }) => ({
    // Nobody looked, and nobody knows at what: it has to pass every filter.
    severity: 'critical',
    headline: `NOT INVESTIGATED: ${alarm ?? 'an alarm'}`,
    lines: [
      `An alarm came in, and its investigation ended at ${at} before it was planned.`,
      failures.length === 0 ? 'Why is not known.' : `It failed: ${listed(failures, '; ')}.`,
      'Nothing was looked at. No access was opened.',
    ],
    steps: [
      'Look at the alarm itself, in its own console: nobody has.',
      `\`trailwarden watch ${id}\` shows where it ended.`,
      'Start it by hand once the cause is mended (`trailwarden start --alarm FILE`). The alarm as it came is in its folder.',
    ],
    pages: true,
  }),
  waiting: ({ queued, why, at }) => ({
    severity: 'medium',
    headline: `ALARMS WAIT: about ${queued} in the queue`,
    lines: [`${count(queued, 'alarm')} or so waited at ${at}. ${why}`, 'None is lost: each starts as soon as there is room.'],
    steps: [
      'An attack under way sets off many alarms. Read the reports that are there first (`trailwarden list`).',
      'Stop an investigation that matters less, to make room (`trailwarden stop ID`).',
      'Where this happens often, raise limits.atOnce or limits.perHour in the settings, or let fewer calls start investigations.',
    ],
    pages: false,
  }),
  stopped: ({ id, by, at }) => ({
    severity: 'low',
    headline: `STOPPED: investigation ${id}`,
    lines: [`${by} stopped it at ${at}, before it was planned.`, 'Nothing was looked at. No access was opened.'],
    steps: [`\`trailwarden watch ${id}\` shows where it ended.`],
    pages: false,
  }),
};

/** Puts a notice in words. */
export const say = <K extends Kind>(notice: Notice<K>): Said => SAY[notice.kind](notice);
