import { type Dropped, type Entities, EntityName, entriesOf, limitedTo, sift } from './entity.ts';
import type { Answer } from './investigation.ts';
import type { Plan } from './plan.ts';
import { plannedRunbook } from './plan-for.ts';
import type { Answered } from './round.ts';
import { isMet } from './runbook/requirement.ts';
import type { Catalogue } from './runbook/runbook.ts';

/** Keys, roles and sessions that one follow-up takes; an intruder may make hundreds of them. */
const MOST_FOLLOWED = 20;

/**
 * The second round: what the answers of the first one lead to (a created key, an assumed role), asked about in the same window. Nothing
 * where they lead to nothing new. Values in answers were written by whoever made the calls: each has to pass its rule again.
 */
export function followUp(plan: Plan, answered: readonly Answered[], catalogue: Catalogue): Plan | undefined {
  const leads = answered.flatMap((one) => leadsOf(one, plan, catalogue));
  const followed = [...Map.groupBy(leads, (lead) => lead.runbook)].flatMap(([id, group]) => {
    const runbook = catalogue.get(id);
    const { entities, dropped } = joined(group.map(({ found }) => found));
    if (runbook === undefined || !runbook.parameters.every((requirement) => isMet(requirement, entities))) return [];
    const because = [...new Set(group.map((lead) => lead.because))].join('; ');
    return [{ planned: plannedRunbook({ runbook, because }, entities, plan.window), dropped }];
  });
  const runbooks = followed.map(({ planned }) => planned);
  const dropped = [...leads, ...followed].flatMap((one) => one.dropped);
  return runbooks.length === 0 ? undefined : { ...plan, runbooks, eventIds: [], skipped: [], dropped };
}

interface Lead {
  readonly runbook: string;
  readonly because: string;
  readonly found: Entities;
  readonly dropped: readonly Dropped[];
}

/** Where one runbook's answers lead, left out where that is nothing new. */
function leadsOf({ planned, answers }: Answered, plan: Plan, catalogue: Catalogue): Lead[] {
  return (catalogue.get(planned.id)?.next ?? []).flatMap(({ runbook, parameters }) => {
    const { entities, dropped } = sift(valuesIn(answers, parameters));
    const found = unseen(entities, plan);
    const because = `${planned.id} led to ${Object.keys(found).join(' and ')}`;
    return entriesOf(found).length === 0 ? [] : [{ runbook, because, found, dropped }];
  });
}

/** What stands in the columns that feed the parameters, in any step's rows. */
function valuesIn(answers: readonly Answer[], parameters: Partial<Record<EntityName, string>>): [EntityName, unknown][] {
  const names = EntityName.options.filter((name) => parameters[name] !== undefined);
  return answers.flatMap((answer) => {
    if (answer.kind === 'failed') return [];
    return names.flatMap((name) => {
      const column = answer.columns.indexOf(parameters[name] ?? '');
      return column < 0 ? [] : answer.rows.map((row): [EntityName, unknown] => [name, row[column]]);
    });
  });
}

/** Without the values that the first round asked about already. */
function unseen(found: Entities, { runbooks }: Plan): Entities {
  const asked = (name: EntityName, value: string) => runbooks.some(({ parameters }) => parameters[name]?.includes(value));
  return Object.fromEntries(
    entriesOf(found).flatMap(([name, values]) => {
      const fresh = values.filter((value) => !asked(name, value));
      return fresh.length > 0 ? [[name, fresh]] : [];
    }),
  );
}

function joined(all: readonly Entities[]): { entities: Entities; dropped: Dropped[] } {
  const every = EntityName.options.map((name) => [name, [...new Set(all.flatMap((entities) => entities[name] ?? []))]] as const);
  return limitedTo(MOST_FOLLOWED, Object.fromEntries(every));
}
