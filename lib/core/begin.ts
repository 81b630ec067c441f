import * as z from 'zod';
import { parseAlarms } from './alarm/parse.ts';
import type { Alarm } from './alarm.ts';
import { InputError } from './errors.ts';
import { FILES, kept, needed } from './kept.ts';
import type { Place } from './plan.ts';
import { planFor } from './plan-for.ts';
import type { Folder } from './ports.ts';
import { jsonText } from './render/json.ts';
import type { Catalogue } from './runbook/runbook.ts';
import type { Settings } from './settings.ts';

const minutes = z.union([z.literal(15), z.literal(60)], 'must be 15 or 60').optional();

/**
 * What an execution of the state machine is started with. Nothing: the alarm lies in the folder. `again`: the second look of the same
 * execution. Who started it is what they say of themselves; only CloudTrail knows.
 */
export const Beginning = z.object({
  again: z.object({ id: z.string() }).optional(),
  request: z.unknown().optional(),
  alarm: z.unknown().optional(),
  startedBy: z.string().max(300).optional(),
  minutes,
});
export type Beginning = z.infer<typeof Beginning>;

/** Investigations of one execution have its name: the second look with `-2` behind it. */
export const secondLookOf = (execution: string): string => `${execution}-2`;

/** The execution that an investigation belongs to. */
export const executionOf = (id: string): string => id.replace(/-2$/, '');

/** What planning needs. `now` in milliseconds since 1970. */
interface Surroundings {
  readonly folderOf: (id: string) => Folder;
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly place: Place;
  readonly now: number;
}

/** Plans an investigation, and leaves alarm and plan in its folder. `dry`: the alarm is a sample, for which no access is opened. */
export async function begin(execution: string, beginning: Beginning, surroundings: Surroundings): Promise<{ id: string; dry: boolean }> {
  const { folderOf, settings, catalogue, place, now } = surroundings;
  if (!/^[a-z0-9-]{2,46}$/.test(execution)) {
    throw new InputError(`the execution is named '${execution}', which no folder may be; use 2 to 46 of a-z, 0-9 and -`);
  }
  const id = beginning.again === undefined ? execution : secondLookOf(execution);
  const received = beginning.request ?? beginning.alarm ?? (await kept.alarm(folderOf(execution)));
  const alarm = onlyAlarm(received);
  const access = { ...settings.access, minutes: beginning.minutes ?? settings.access.minutes };
  const startedBy = beginning.startedBy ?? (alarm.request === undefined ? `alarm of ${alarm.kind}` : 'a request');
  const folder = folderOf(id);
  await folder.put(FILES.alarm, jsonText(received));
  const plan = planFor(alarm, { id, place, catalogue, settings: { ...settings, access }, now, startedBy });
  await folder.put(FILES.plan(1), jsonText(plan));
  return { id, dry: alarm.sample };
}

function onlyAlarm(received: unknown): Alarm {
  const [alarm, ...others] = parseAlarms(received);
  if (alarm === undefined || others.length > 0)
    throw new InputError(`there are ${others.length + 1} alarms in it; start one investigation for each`);
  return alarm;
}

/** The plan of an investigation that was begun. */
export const planIn = (folder: Pick<Folder, 'get'>, round: number) => needed(kept.plan(folder, round), FILES.plan(round));
