import type { Happening } from '../core/happening.ts';
import { duration } from '../core/render/quantity.ts';
import { MINUTE, timestamp } from '../core/time.ts';

/** How far an investigation is: a line for each verb that is done, and what goes on now. */
export interface Course {
  readonly lines: readonly string[];
  readonly now: string;
}

/** The states that people hear of, by what they do. The others only choose the way. */
const VERBS: Readonly<Record<string, string>> = {
  Plan: 'plan',
  Settle: 'settle',
  SettleWait: 'settle: CloudTrail has not delivered yet, looking again within a minute',
  Grant: 'grant: creating the temporary role',
  Collect: 'collect: one pass over the logs',
  Run: 'run',
  Follow: 'follow',
  Revoke: 'revoke: taking the role away',
  Publish: 'publish',
  AgainWait: 'again: waiting for the second look',
};
/** Of the state AgainWait. */
const SECOND_LOOK = 30 * MINUTE;

interface Progress {
  readonly lines: string[];
  state: string;
  entered: string;
  error: string | undefined;
  parts: number;
  ended: number;
  failed: number;
}

/** Tells the course of an execution from all that happened. `now` in milliseconds since 1970. */
export function courseOf(happenings: readonly Happening[], now: number): Course {
  const progress: Progress = { lines: [], state: '', entered: '', error: undefined, parts: 0, ended: 0, failed: 0 };
  for (const happening of happenings) take(happening, progress);
  const { lines, state, entered } = progress;
  const verb = VERBS[state] ?? 'starting';
  const since = entered === '' ? '' : ` (${duration(Math.max(0, Math.round((now - Date.parse(entered)) / 1000)))})`;
  return { lines, now: `${state === 'Run' ? `run: ${runbooksOf(progress)}` : verb}${since}` };
}

function take(happening: Happening, progress: Progress): void {
  if (happening.kind === 'entered') enter(happening, progress);
  else if (happening.kind === 'left') leave(happening, progress);
  else if (happening.kind === 'split') Object.assign(progress, { parts: happening.parts, ended: 0, failed: 0 });
  // What broke inside a Map is the runbook's own answer, and no failure of the Map.
  else if (happening.kind === 'part') Object.assign(progress, { ended: progress.ended + 1, error: undefined });
  else progress.error = happening.kind === 'broke' ? happening.error : undefined;
}

function enter({ at, state }: { at: string; state: string }, progress: Progress): void {
  if (state === 'RunbookFailed') progress.failed++;
  if (VERBS[state] === undefined) return;
  Object.assign(progress, { state, entered: at, error: undefined });
  if (state !== 'AgainWait') return;
  const again = timestamp(Date.parse(at) + SECOND_LOOK);
  progress.lines.push(
    lineOf(at, 'again', `the report is there; not all logs were, so a second look follows at ${again.slice(11, 16)} UTC`),
  );
}

function leave({ at, state }: { at: string; state: string }, progress: Progress): void {
  if (state !== progress.state || state.endsWith('Wait')) return;
  const [verb = ''] = (VERBS[state] ?? '').split(':');
  const took = duration((Date.parse(at) - Date.parse(progress.entered)) / 1000);
  const how = progress.error === undefined ? took : `FAILED after ${took}: ${progress.error}`;
  const line = lineOf(at, verb, state === 'Run' ? `${runbooksOf(progress)}, ${how}` : how);
  // Logs are looked for once a minute until they are there: the first time says it.
  const isRepeated = state === 'Settle' && progress.error === undefined && progress.lines.at(-1)?.slice(10).startsWith('settle') === true;
  if (!isRepeated) progress.lines.push(line);
}

const lineOf = (at: string, verb: string, how: string): string => `${at.slice(11, 19)}  ${verb.padEnd(8)} ${how}`;

const runbooksOf = ({ parts, ended, failed }: Progress): string =>
  `${ended} of ${parts} runbooks${failed === 0 ? '' : `, ${failed} without an answer`}`;
