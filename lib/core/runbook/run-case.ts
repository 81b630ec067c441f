import { parseAlarms } from '../alarm/parse.ts';
import { collectStatement } from '../compose.ts';
import { InputError } from '../errors.ts';
import type { Answer } from '../investigation.ts';
import { planFor } from '../plan-for.ts';
import type { Access, Engine } from '../ports.ts';
import { parseSettings } from '../settings.ts';
import { askAll } from '../verbs.ts';
import type { RunbookCase } from './cases.ts';
import type { Runbook } from './runbook.ts';

/** Answers a case in the way of an investigation: the same plan, pass and questions, over the case's records (which `engine` reads). */
export async function runCase(
  runbook: Runbook,
  one: RunbookCase,
  { engine, access }: { engine: Engine; access: Access },
): Promise<readonly Answer[]> {
  const { window, parameters, constants, name } = one;
  const [alarm] = parseAlarms({ runbooks: [runbook.id], parameters, ...window, reason: name });
  if (alarm === undefined) throw new InputError(`the case '${name}' asks for nothing`);
  const catalogue = new Map([[runbook.id, runbook]]);
  const made = planFor(alarm, {
    catalogue,
    settings: parseSettings({}, 'settings'),
    now: Date.parse(window.to),
    startedBy: 'runbooks test',
  });
  const plan = { ...made, constants: { ...made.constants, ...constants } };
  const evidence = await engine.collect(plan, collectStatement(plan, catalogue), await access.grant(plan));
  const [answered] = await askAll(plan, evidence, { catalogue, engine });
  return answered?.answers ?? [];
}
