import { typedEntities } from '../core/alarm/manual.ts';
import { parseAlarms } from '../core/alarm/parse.ts';
import type { Alarm } from '../core/alarm.ts';
import { InputError, messageOf } from '../core/errors.ts';
import type { Plan } from '../core/plan.ts';
import { planFor } from '../core/plan-for.ts';
import { catalogueOf, findRunbook } from '../core/runbook/catalogue.ts';
import type { Catalogue } from '../core/runbook/runbook.ts';
import { parseTime } from '../core/time.ts';
import type { Flag } from './command.ts';
import type { Given } from './given.ts';
import type { Machine } from './machine.ts';
import { settingsOf } from './settings-of.ts';
import type { Terminal } from './terminal.ts';

/** The flags that say what to investigate. */
export const REQUEST_FLAGS = {
  alarm: {
    type: 'string',
    short: 'a',
    value: 'FILE',
    about: 'The alarm as JSON: an event, a finding, a log record; - reads standard input',
  },
  finding: { type: 'string', value: 'ID', about: 'Which finding to take, where the alarm holds several' },
  runbook: {
    type: 'string',
    short: 'r',
    multiple: true,
    value: 'ID',
    about: 'Run this runbook, whatever the alarm calls for; may be repeated',
  },
  param: { type: 'string', short: 'p', multiple: true, value: 'NAME=VALUE', about: 'Give a runbook a value; may be repeated' },
  from: { type: 'string', value: 'TIME', about: 'Start of the window, such as 2026-06-01 or 2026-06-01T03:00Z' },
  to: { type: 'string', value: 'TIME', about: 'End of the window' },
  reason: { type: 'string', value: 'TEXT', about: 'Why, for the report; needed without an alarm' },
  settings: { type: 'string', value: 'FILE', about: 'Settings (default: trailwarden.json, if there is one)' },
  set: { type: 'string', multiple: true, value: 'KEY=VALUE', about: 'One setting, such as limits.rows=1000; may be repeated' },
} as const satisfies Record<string, Flag>;

/** What was asked for: the plan, the alarm as it came, and the catalogue that the plan was made with. */
export interface Request {
  readonly plan: Plan;
  readonly received: unknown;
  readonly catalogue: Catalogue;
}

/** Makes the plan that the flags ask for. */
export async function requestOf(given: Given, machine: Machine, terminal: Terminal): Promise<Request> {
  const catalogue = catalogueOf(machine.runbookFiles());
  for (const id of given.texts('runbook')) findRunbook(catalogue, id);
  const received = given.text('alarm') === undefined ? manualRequest(given) : await read(given, machine, terminal);
  const alarm = withRunbooks(only(parseAlarms(received), given.text('finding')), given);
  const settings = settingsOf(given, machine);
  const planning = { catalogue, settings, now: terminal.now(), startedBy: terminal.user, window: windowOf(given) };
  return { plan: planFor(alarm, planning), received, catalogue };
}

async function read(given: Given, machine: Machine, terminal: Terminal): Promise<unknown> {
  const path = given.text('alarm') ?? '-';
  const [text, origin] = path === '-' ? [await terminal.input(), 'standard input'] : [machine.readText(path), `the alarm in '${path}'`];
  if (text.trim() === '') throw new InputError(`${origin} is empty; give the event or finding as its service sent it`);
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (thrown) {
    throw new InputError(`${origin} is not JSON (${messageOf(thrown)}); give the event or finding as its service sent it`);
  }
}

function manualRequest(given: Given): unknown {
  if (given.texts('runbook').length === 0) {
    throw new InputError('nothing to investigate: give --alarm FILE, or --runbook ID with --from, --to and --reason');
  }
  const missing = ['from', 'to', 'reason'].filter((name) => given.text(name) === undefined);
  if (missing.length > 0) throw new InputError(`without an alarm, --${missing.join(', --')} must be given as well`);
  const { from, to } = windowOf(given);
  return { runbooks: given.texts('runbook'), parameters: parametersOf(given), from, to, reason: given.text('reason') };
}

const windowOf = (given: Given): { from: string | undefined; to: string | undefined } => {
  const [from, to] = [given.text('from'), given.text('to')];
  return { from: from && parseTime(from, '--from'), to: to && parseTime(to, '--to') };
};

function parametersOf(given: Given): Record<string, string[]> {
  const pairs = given.texts('param').map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new InputError(`--param '${text}' is not NAME=VALUE, such as accessKeyId=AKIA…`);
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  const groups = Object.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(Object.entries(groups).map(([name, group = []]) => [name, group.map(([, value]) => value)]));
}

function only(alarms: readonly Alarm[], id: string | undefined): Alarm {
  const [first, ...others] = id === undefined ? alarms : alarms.filter((alarm) => alarm.id === id);
  const ids = alarms.map((alarm) => alarm.id).join(', ');
  if (first === undefined) throw new InputError(`no finding '${id}' in the alarm; it holds ${ids}`);
  if (others.length > 0) throw new InputError(`the alarm holds ${alarms.length} findings; choose one with --finding: ${ids}`);
  return first;
}

/** An alarm with runbooks or values that a person added. */
function withRunbooks(alarm: Alarm, given: Given): Alarm {
  if (alarm.kind === 'manual') return alarm;
  const runbooks = [...given.texts('runbook')];
  const entities = { ...alarm.entities, ...typedEntities(parametersOf(given)) };
  if (runbooks.length === 0) return { ...alarm, entities };
  return { ...alarm, entities, request: { runbooks, reason: given.text('reason') ?? alarm.title } };
}
