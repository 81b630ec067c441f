import { matchesGlob } from '../choose.ts';
import { InputError } from '../errors.ts';
import { findRunbook } from '../runbook/catalogue.ts';
import type { Catalogue, Runbook } from '../runbook/runbook.ts';
import type { Settings } from '../settings.ts';
import { atLeast, type Severity } from '../severity.ts';

/** Calls of one service that start an investigation. */
export interface StartingCalls {
  /** As CloudTrail names it: iam.amazonaws.com. */
  readonly source: string;
  /** Globs, each once and in order. */
  readonly names: readonly string[];
  /** What else has to be true of the event, as a part of an event pattern. */
  readonly condition: Readonly<Record<string, unknown>>;
}

/**
 * The calls that start an investigation. Where settings name runbooks, all that these name; where settings give a severity, what runbooks
 * of this severity name and is no everyday call: an account assumes roles and reads objects thousands of times an hour, and behind those
 * the alarms that matter would wait. A trigger for every service says what helps with an alarm, not what is one.
 */
export function startingCalls(catalogue: Catalogue, { triggers: { cloudtrail: chosen } }: Settings): StartingCalls[] {
  const isNamed = Array.isArray(chosen);
  const runbooks = isNamed ? chosen.map((id) => namedRunbook(catalogue, id)) : [...catalogue.values()].filter(LEVELS[chosen]);
  const calls = runbooks.flatMap(ownCalls).filter((call) => isNamed || !isEveryday(call));
  const bySource = Map.groupBy(calls, ({ source }) => source);
  return [...bySource.keys()].toSorted().map((source) => ({
    source,
    names: fewest((bySource.get(source) ?? []).map(({ name }) => name)),
    condition: isNamed ? {} : (CONDITIONS.get(source) ?? {}),
  }));
}

/** Each glob once and in order, without those that another one stands for. */
function fewest(globs: readonly string[]): string[] {
  const distinct = [...new Set(globs)].toSorted();
  return distinct.filter((glob) => !distinct.some((other) => other !== glob && matchesGlob(other, glob)));
}

type Level = Exclude<Settings['triggers']['cloudtrail'], unknown[]>;

const from = (threshold: Severity) => (runbook: Runbook) => atLeast(runbook.severity, threshold);
const LEVELS: Readonly<Record<Level, (runbook: Runbook) => boolean>> = {
  none: () => false,
  critical: from('critical'),
  high: from('high'),
  medium: from('medium'),
  all: () => true,
};

interface Call {
  readonly source: string;
  readonly name: string;
}

const ownCalls = ({ triggers }: Runbook): Call[] =>
  triggers.cloudtrail.flatMap(({ source, names }) => (source.includes('*') ? [] : names.map((name) => ({ source, name }))));

function namedRunbook(catalogue: Catalogue, id: string): Runbook {
  const runbook = findRunbook(catalogue, id);
  if (ownCalls(runbook).length > 0) return runbook;
  throw new InputError(`triggers.cloudtrail names '${id}', which no call of its own starts; take it out or add a trigger to the runbook`);
}

/** Calls of a healthy account, all day long. */
const EVERYDAY: ReadonlyMap<string, readonly string[]> = new Map([
  ['sts.amazonaws.com', ['AssumeRole', 'GetSessionToken']],
  ['signin.amazonaws.com', ['GetSigninToken', 'SwitchRole']],
  ['s3.amazonaws.com', ['GetObject', 'ListObjects', 'HeadObject', 'PutObject', 'CopyObject', 'SelectObjectContent']],
]);

const isEveryday = ({ source, name }: Call): boolean => (EVERYDAY.get(source) ?? []).some((everyday) => matchesGlob(name, everyday));

/**
 * People sign in all day, too: root's sign-ins and those that fail are worth a look. Where each says so: CloudTrail User Guide, "AWS
 * Management Console sign-in events".
 */
const CONDITIONS: ReadonlyMap<string, StartingCalls['condition']> = new Map([
  [
    'signin.amazonaws.com',
    {
      $or: [
        { userIdentity: { type: ['Root'] } },
        { errorMessage: [{ exists: true }] },
        { responseElements: { ConsoleLogin: ['Failure'] } },
        { responseElements: { CheckMfa: ['Failure'] } },
        { serviceEventDetails: { CredentialVerification: ['Failure'] } },
      ],
    },
  ],
]);
