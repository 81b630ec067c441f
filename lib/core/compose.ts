import { COLUMNS } from './cloudtrail.ts';
import { EntityName } from './entity.ts';
import type { Question } from './investigation.ts';
import type { Plan, PlannedRunbook } from './plan.ts';
import type { Catalogue, Runbook, Step } from './runbook/runbook.ts';
import { type Bound, bind, NO_VALUE } from './sql/parameters.ts';
import type { Statement } from './statement.ts';

/** A network that no address is in: what `:trustedNetworks` is where none are set, since an empty text is no network. */
const NO_NETWORK = '0.0.0.0/32';
/** One data event in 256, by the first two digits of its random id: enough to tell whether a trail records them at all. */
const SAMPLE_OF_DATA_EVENTS = "(eventcategory = 'Data' AND eventid LIKE '00%')";

/** What of a plan goes into every statement. */
export type Composing = Pick<Plan, 'window' | 'constants' | 'rowLimit'>;

/**
 * The one statement that meets the raw logs: the records that any planned runbook's scope matches in its time, and the alarm's own
 * events. It reads the table `logs`; the engine adds which partitions of it.
 */
export function collectStatement(plan: Composing & Pick<Plan, 'runbooks' | 'eventIds'>, catalogue: Catalogue): Statement {
  const parts = plan.runbooks.map((planned) => {
    const runbook = runbookOf(planned, catalogue);
    const from = planned.baselineFrom ?? plan.window.from;
    return bind(`(${during(from, plan.window.to)} AND (\n${runbook.scope.trim()}\n))`, valuesOf(planned, plan));
  });
  if (plan.eventIds.length > 0) parts.push(bind('eventid IN (:eventId)', { eventId: list(plan.eventIds) }));
  if (plan.runbooks.some((planned) => runbookOf(planned, catalogue).needs !== 'management')) {
    parts.push({ sql: SAMPLE_OF_DATA_EVENTS, parameters: [] });
  }
  const sql = `SELECT ${COLUMNS.join(', ')}\nFROM logs\nWHERE ${parts.map((part) => part.sql).join('\n  OR ')}`;
  return { sql, parameters: parts.flatMap((part) => part.parameters) };
}

/** A step with `events` and `baseline` defined over the table `evidence`, its values bound, and one row more than the limit asked for. */
export function question(plan: Composing, planned: PlannedRunbook, { runbook, step }: { runbook: Runbook; step: Step }): Question {
  const values = valuesOf(planned, plan);
  const records = (from: string, to: string) =>
    `(\n  SELECT ${COLUMNS.join(', ')}\n  FROM evidence\n  WHERE ${during(from, to)} AND (\n${runbook.scope.trim()}\n))`;
  const tables = [`events AS ${records(plan.window.from, plan.window.to)}`];
  if (/\bbaseline\b/i.test(step.sql)) tables.push(`baseline AS ${records(planned.baselineFrom ?? plan.window.from, plan.window.from)}`);
  const own = /^\s*WITH\b/i.exec(step.sql);
  const rest = own === null ? `\n${step.sql}` : `,${step.sql.slice(own[0].length)}`;
  const statement = bind(`WITH ${tables.join(', ')}${rest}\nLIMIT ${plan.rowLimit + 1}`, values);
  return { step: step.id, statement, rowLimit: plan.rowLimit };
}

/** The runbook that a plan names. A plan comes from a catalogue, so it is there. */
export function runbookOf({ id }: PlannedRunbook, catalogue: Catalogue): Runbook {
  const runbook = catalogue.get(id);
  if (runbook === undefined) throw new Error(`the plan names the runbook '${id}', which this catalogue does not have`);
  return runbook;
}

/** Times are checked to be Timestamps, so they may stand in SQL as they are. */
const during = (from: string, to: string): string => `eventtime >= '${from}' AND eventtime < '${to}'`;

const list = (values: readonly string[]): Bound => ({ kind: 'list', values, none: NO_VALUE });

function valuesOf({ parameters }: PlannedRunbook, { constants }: Composing): Record<string, Bound> {
  const entities = EntityName.options.map((name) => [name, list(parameters[name] ?? [])]);
  const settings = Object.entries(constants).map(([name, value]) => [
    name,
    typeof value === 'number' ? { kind: 'number', value } : { ...list(value), none: name === 'trustedNetworks' ? NO_NETWORK : NO_VALUE },
  ]);
  return Object.fromEntries([...entities, ...settings]);
}
