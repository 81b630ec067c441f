import type { Receipt } from '../../core/investigation.ts';
import { timestamp } from '../../core/time.ts';
import type { Stopped } from '../queries/stop-queries.ts';
import { PAUSE, type Removal } from './remove-role.ts';
import { deadlineOf, type TemporaryRole } from './temporary-role.ts';

/** What revoking came to. */
interface Revocation {
  readonly name: string;
  readonly removal: Removal;
  /** Milliseconds since 1970. */
  readonly revoked: number;
  readonly stopped: Stopped;
}

/** The receipt for a person: which role existed from when to when, how it is known to be gone, and which queries were stopped. */
export function receiptOf({ name, removal, revoked, stopped }: Revocation): Receipt {
  const { seen, gone } = removal;
  const about = gone ? proofOf(name, removal) : doubtOf(name, removal);
  return {
    kind: 'role',
    ...(seen === undefined ? {} : { granted: timestamp(seen.created) }),
    revoked: timestamp(removal.deleted ?? revoked),
    gone,
    proof: [about, ...queriesOf(stopped)].join(' '),
  };
}

function proofOf(name: string, { seen, deleted, absences }: Removal): string {
  if (seen === undefined) return `No role named ${name} exists: IAM listed none, ${PAUSE / 1000} seconds apart.`;
  const was = `The role ${name}, created at ${timestamp(seen.created)},`;
  const how = absences > 0 ? 'IAM lists no role of that name any more' : 'IAM knows no role of that name any more';
  if (deleted === undefined) return `${was} had been deleted already: ${how}.`;
  return `${was} was deleted at ${timestamp(deleted)} after ${lengthOf(seen, deleted)}: ${how}.`;
}

function doubtOf(name: string, { seen, deleted, problem }: Removal): string {
  const why = problem === undefined ? '' : ` (${problem})`;
  if (seen === undefined) return `It could not be seen whether a role named ${name} exists${why}; none admits anything after its deadline.`;
  const what = deleted === undefined ? 'could not be deleted' : 'was deleted, but IAM still shows it';
  return `The role ${name} ${what}${why}; the policies that it was given admit nothing after ${deadlineOf(seen)}.`;
}

function lengthOf({ created }: TemporaryRole, deleted: number): string {
  const seconds = Math.max(0, Math.round((deleted - created) / 1000));
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return minutes === 0 ? `${rest} s` : `${minutes} min ${rest} s`;
}

function queriesOf({ count, problem }: Stopped): string[] {
  const many =
    count === 1 ? 'One of its queries was still running and was stopped.' : `${count} of its queries were still running and were stopped.`;
  return [
    ...(count === 0 ? [] : [many]),
    ...(problem === undefined
      ? []
      : [`Whether queries of it still run could not be seen or changed (${problem}); they end by themselves.`]),
  ];
}
