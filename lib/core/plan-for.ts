import { createHash } from 'node:crypto';
import type { Alarm, Window } from './alarm.ts';
import { type Choice, choose } from './choose.ts';
import { type Entities, limitedTo } from './entity.ts';
import { InputError } from './errors.ts';
import { placeOf } from './place.ts';
import { type Place, Plan, type PlannedRunbook } from './plan.ts';
import { commandFor } from './rerun.ts';
import { isMet, nameOf, valuesFor } from './runbook/requirement.ts';
import type { Catalogue, Runbook } from './runbook/runbook.ts';
import type { Settings } from './settings.ts';
import { DAY, dayFolder, shift, timestamp } from './time.ts';
import { windowFor } from './window-for.ts';

/** What a plan is made of besides the alarm. */
export interface Planning {
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly startedBy: string;
  /** Instead of the window that the alarm would give. */
  readonly window?: Partial<Window> | undefined;
  /** The investigation's id, where something else gave it one; else it is made of the alarm's time and key. */
  readonly id?: string;
  /** Where things are, where a deployment knows better than settings can. */
  readonly place?: Place;
}

/** Values of one name that a plan takes; more of them tell no more and make the queries long. */
const MOST_VALUES = 50;
/** Creating a role takes up to 2 minutes to be seen everywhere: AWS IAM User Guide, "Changes that I make are not always immediately visible". */
const PROPAGATION = 2 * 60_000;
/** Global services and the sign-in pages log in these Regions: CloudTrail User Guide, "AWS Management Console sign-in events". */
const GLOBAL_REGIONS = ['us-east-1', 'us-east-2', 'eu-north-1', 'ap-southeast-2'];

/** Works out what an investigation will do, before any access exists. Throws an InputError where nothing could run. */
export function planFor(alarm: Alarm, planning: Planning): Plan {
  const { settings, now, startedBy, id = idOf(alarm), place = placeOf(settings) } = planning;
  const window = windowFor(alarm, planning);
  const { entities, dropped } = limitedTo(MOST_VALUES, alarm.entities);
  const { run, skipped } = split(choose(alarm, planning.catalogue), { alarm, entities, window, settings });
  if (run.length === 0) throw new InputError(nothingRuns(alarm, skipped));
  const runbooks = run.map((choice) => plannedRunbook(choice, entities, window));
  const accounts = entities.accountId ?? settings.trail.accounts;
  const reached = within(run, planning.catalogue);
  const longest = Math.max(0, ...reached.map(({ baseline }) => baseline ?? 0));
  return Plan.parse({
    id,
    alarm,
    reason: alarm.request?.reason ?? alarm.title,
    startedBy,
    window,
    reads: {
      firstDay: dayFolder(shift(window.from, -longest * DAY)),
      // CloudTrail names folders by the day of delivery, which may be the day after: CloudTrail User Guide, "Finding your log files".
      lastDay: dayFolder(shift(window.to, DAY)),
      accounts: accounts.length > 0 ? accounts : 'all',
      regions: regionsOf(alarm, reached, settings),
    },
    runbooks,
    skipped,
    dropped: [...alarm.dropped, ...dropped],
    eventIds: entities.eventId ?? [],
    constants: constantsOf(settings, accounts),
    rowLimit: settings.limits.rows,
    access: {
      minutes: settings.access.minutes,
      deadline: deadlineFrom(now, settings.access.minutes),
    },
    place,
  } satisfies Plan);
}

/** When access that is opened now ends: its minutes, and the time until a new role is seen everywhere. */
export const deadlineFrom = (now: number, minutes: number): string => timestamp(now + PROPAGATION + minutes * 60_000);

const idOf = ({ time, dedupKey }: Alarm): string => `${time.replace(/[-:]/g, '').toLowerCase()}-${sha256(dedupKey).slice(0, 12)}`;

interface Circumstances {
  readonly alarm: Alarm;
  readonly entities: Entities;
  readonly window: Window;
  readonly settings: Settings;
}

function split(choices: readonly Choice[], circumstances: Circumstances): { run: Choice[]; skipped: Plan['skipped'] } {
  const run: Choice[] = [];
  const skipped: Plan['skipped'] = [];
  const { alarm, entities, window, settings } = circumstances;
  for (const choice of choices) {
    const { id, title } = choice.runbook;
    const missing = choice.runbook.parameters.filter((requirement) => !isMet(requirement, entities));
    if (missing.length > 0)
      skipped.push({
        id,
        title,
        reason: `the ${alarm.kind === 'manual' ? 'request' : 'alarm'} has no ${missing.map(nameOf).join(' and no ')}`,
      });
    else if (alarm.request !== undefined || run.length < settings.limits.runbooks) run.push(choice);
    else {
      const command = commandFor(id, { entities: valuesFor(choice.runbook, entities), window, reason: `follows ${alarm.type}` });
      skipped.push({ id, title, reason: `${run.length} more telling runbooks were chosen`, command });
    }
  }
  return { run, skipped };
}

/** The runbooks that may run: those that do, and where their answers may lead. Access covers both from the start. */
const within = (run: readonly Choice[], catalogue: Catalogue): Runbook[] =>
  run.flatMap(({ runbook }) => [runbook, ...runbook.next.flatMap(({ runbook: id }) => catalogue.get(id) ?? [])]);

/** A chosen runbook with its values and the start of its baseline. */
export function plannedRunbook({ runbook, because }: Choice, entities: Entities, window: Window): PlannedRunbook {
  const { id, title, severity, baseline, source } = runbook;
  const planned = { id, title, severity, because, parameters: valuesFor(runbook, entities), sha256: sha256(source) };
  return baseline === undefined ? planned : { ...planned, baselineFrom: shift(window.from, -baseline * DAY) };
}

function regionsOf({ region }: Alarm, reached: readonly Runbook[], { trail }: Settings): 'all' | string[] {
  if (region !== undefined && reached.every(({ regions }) => regions === 'alarm')) return [...new Set([region, ...GLOBAL_REGIONS])];
  return trail.regions.length > 0 ? trail.regions : 'all';
}

/** What steps may use of the settings, by name. The investigated accounts and the trail's own are trusted. */
export const constantsOf = ({ trail, trusted, thresholds }: Settings, accounts: readonly string[]): Plan['constants'] => ({
  trustedAccounts: [...new Set([...accounts, ...trail.accounts, ...trusted.accounts])],
  trustedNetworks: trusted.networks,
  trustedRoles: trusted.roles,
  ...thresholds,
});

function nothingRuns({ type, request }: Alarm, skipped: Plan['skipped']): string {
  if (request === undefined && skipped.length === 0) {
    return `no runbook answers '${type}'; run one by hand with --runbook ID ('trailwarden runbooks list' shows them)`;
  }
  return `no runbook can run:\n${skipped.map(({ id, reason }) => `  ${id}: ${reason}`).join('\n')}\ngive the missing values with --param name=value`;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
