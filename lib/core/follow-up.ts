import { type Entities, EntityName, entriesOf, sift } from './entity.ts';
import type { Answer } from './investigation.ts';
import type { Plan, PlannedRunbook } from './plan.ts';
import { plannedRunbook } from './plan-for.ts';
import { isMet } from './runbook/requirement.ts';
import type { Catalogue } from './runbook/runbook.ts';

/** One runbook's answers. */
export interface Answered {
  readonly planned: PlannedRunbook;
  readonly answers: readonly Answer[];
}

/** Keys, roles and sessions that one follow-up takes; an intruder may make hundreds of them. */
const MOST_FOLLOWED = 20;

/**
 * The second round: what the answers of the first one lead to (a created key, an assumed role), asked about in the same window. Nothing
 * where they lead to nothing new. Values in answers were written by whoever made the calls: each has to pass its rule again.
 */
export function followUp(plan: Plan, answered: readonly Answered[], catalogue: Catalogue): Plan | undefined {
  const leads = answered.flatMap(({ planned, answers }) =>
    (catalogue.get(planned.id)?.next ?? []).map(({ runbook, parameters }) => ({
      runbook,
      because: `${planned.id} led to ${Object.keys(parameters).join(' and ')}`,
      found: unseen(sift(valuesIn(answers, parameters)).entities, plan),
    })),
  );
  const runbooks = [...Map.groupBy(leads, (lead) => lead.runbook)].flatMap(([id, group]) => {
    const runbook = catalogue.get(id);
    const parameters = joined(group.map(({ found }) => found));
    const because = [...new Set(group.filter(({ found }) => entriesOf(found).length > 0).map((lead) => lead.because))].join('; ');
    const useful = entriesOf(parameters).length > 0 && runbook?.parameters.every((requirement) => isMet(requirement, parameters));
    return runbook !== undefined && useful ? [plannedRunbook({ runbook, because }, parameters, plan.window)] : [];
  });
  return runbooks.length === 0 ? undefined : { ...plan, runbooks, eventIds: [], skipped: [], dropped: [] };
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
  return Object.fromEntries(entriesOf(found).map(([name, values]) => [name, values.filter((value) => !asked(name, value))]));
}

const joined = (all: readonly Entities[]): Entities =>
  Object.fromEntries(
    EntityName.options.flatMap((name) => {
      const values = [...new Set(all.flatMap((entities) => entities[name] ?? []))].slice(0, MOST_FOLLOWED);
      return values.length > 0 ? [[name, values]] : [];
    }),
  );
