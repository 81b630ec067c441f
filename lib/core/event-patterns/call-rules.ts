import type { EventRule } from '../event-patterns.ts';
import type { Catalogue } from '../runbook/runbook.ts';
import type { Settings } from '../settings.ts';
import { type Filter, filterOf } from './filter-of.ts';
import { split } from './split.ts';
import { type StartingCalls, startingCalls } from './starting-calls.ts';

/** Which of these an event has depends on the service and the call; the documentation spells sign-ins in two ways. */
const DETAIL_TYPES = [
  'AWS API Call via CloudTrail',
  'AWS Console Sign In via CloudTrail',
  'AWS Console Signin via CloudTrail',
  'AWS Console Action via CloudTrail',
  'AWS Service Event via CloudTrail',
];

/** Calls and sign-ins that CloudTrail hands to EventBridge: for each service one rule, and one more for the calls that only read. */
export const callRules = (catalogue: Catalogue, settings: Settings): EventRule[] =>
  startingCalls(catalogue, settings).flatMap((calls) => [
    ...rulesFor(calls, { id: '', names: calls.names.filter((name) => !mayRead(name)) }),
    ...rulesFor(calls, { id: '-reads', names: calls.names.filter(mayRead) }),
  ]);

function rulesFor(
  { source, condition }: StartingCalls,
  { id, names }: { readonly id: string; readonly names: readonly string[] },
): EventRule[] {
  const service = source.replace(/\.amazonaws\.com$/, '');
  return split({
    id: `calls-${service.replaceAll('.', '-')}${id}`,
    description: `${id === '' ? 'Calls' : 'Calls that only read'} of ${source}`,
    allManagementEvents: id !== '',
    alternatives: names.map(filterOf),
    patternOf: (eventName: readonly Filter[]) => ({
      // EventBridge Events Reference: "AWS service events delivered via CloudTrail" have the service of eventSource behind `aws.`.
      source: [`aws.${service}`],
      'detail-type': DETAIL_TYPES,
      detail: { eventSource: [source], eventName, ...condition },
    }),
  });
}

/** Calls of these names reach only rules that ask for all management events: EventBridge User Guide, "Receiving read-only management events". */
const READING = ['Describe', 'Get', 'List'];

/** Whether a glob stands for names of calls that only read and says so. One that begins with `*` stands for the others. */
const mayRead = (name: string): boolean => READING.some((verb) => name.startsWith(verb));
