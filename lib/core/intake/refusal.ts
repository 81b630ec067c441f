import { valuesAt } from '../alarm/source.ts';
import type { Alarm } from '../alarm.ts';
import type { Place } from '../plan.ts';
import type { Settings } from '../settings.ts';
import { stackOf } from '../stack-of.ts';
import type { Event } from './event.ts';

/** Why an event starts nothing. */
export type Refusal = 'forged' | 'foreign account' | 'own role' | 'own alarm' | 'unanswered';

/** What is ours. */
export interface Ours {
  readonly place: Pick<Place, 'account' | 'partition'>;
  /** ARNs of the roles of our functions. */
  readonly roles: readonly string[];
  /** `/trailwarden/<stack>/`, the path of temporary roles. */
  readonly rolePath: string;
  readonly trail: Pick<Settings['trail'], 'accounts' | 'organization'>;
}

/** Who sends events of which type. The sources of AWS begin with `aws.`, which PutEvents takes from nobody else. */
const SENDERS: ReadonlyMap<string, RegExp> = new Map([
  ['GuardDuty Finding', /^aws\.guardduty$/],
  ['Security Hub Findings - Imported', /^aws\.securityhub$/],
  ['Security Hub Findings - Custom Action', /^aws\.securityhub$/],
  ['CloudWatch Alarm State Change', /^aws\.cloudwatch$/],
  ['AWS API Call via CloudTrail', /^aws\.[a-z0-9.-]+$/],
  ['AWS Console Sign In via CloudTrail', /^aws\.[a-z0-9.-]+$/],
  ['AWS Console Signin via CloudTrail', /^aws\.[a-z0-9.-]+$/],
  ['AWS Console Action via CloudTrail', /^aws\.[a-z0-9.-]+$/],
  ['AWS Service Event via CloudTrail', /^aws\.[a-z0-9.-]+$/],
]);

/** Whether an event says that it is of a kind which its source does not send. Kinds that start nothing are not judged. */
export const isForged = (event: Event): boolean => SENDERS.get(event['detail-type'])?.test(event.source) === false;

/** Why the alarm of an event starts nothing; undefined where it may. */
export function refusal(event: Event, alarm: Alarm, ours: Ours): Refusal | undefined {
  if (isForged(event)) return 'forged';
  // The delegated administrator gets findings of its members: the event has its account, the alarm theirs. Both have to be ours.
  if (![event.account, alarm.account ?? event.account].every((account) => isOurs(account, ours))) return 'foreign account';
  if (alarm.kind === 'cloudtrail' && isOwnCall(event, ours)) return 'own role';
  // What watches over investigations must not start them: its names begin with the stack's.
  if (alarm.kind === 'cloudwatch' && alarm.account === ours.place.account && alarm.type.startsWith(`${stackOf(ours)}-`)) return 'own alarm';
  return undefined;
}

/** The home account, and those of the trail. A trail of an organization whose accounts nobody listed is of all of them. */
function isOurs(account: string | undefined, { place, trail }: Ours): boolean {
  if (account === undefined) return false;
  return account === place.account || trail.accounts.includes(account) || (trail.organization !== undefined && trail.accounts.length === 0);
}

/** All that a temporary role can call, by its boundary: who calls anything else is an intruder who made a role under our path. */
const INVESTIGATING: readonly unknown[] = ['athena', 'glue', 's3', 'kms'].map((service) => `${service}.amazonaws.com`);

/**
 * Whether one of our own functions made the call, or a temporary role. Told by the ARN of the role, which is whole and of our account: a role
 * of this name exists already, so nobody can make another. Names of sessions and users are anybody's to choose.
 */
function isOwnCall({ detail }: Event, { place, roles, rolePath }: Ours): boolean {
  const [issuer] = valuesAt(detail, 'userIdentity.sessionContext.sessionIssuer.arn');
  if (typeof issuer !== 'string') return false;
  if (roles.includes(issuer)) return true;
  return issuer.startsWith(`arn:${place.partition}:iam::${place.account}:role${rolePath}`) && INVESTIGATING.includes(detail.eventSource);
}
