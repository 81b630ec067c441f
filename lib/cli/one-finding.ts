import type { Alarm } from '../core/alarm.ts';
import { InputError } from '../core/errors.ts';

/** What was received with only one of its findings in it: the deployed machine takes one alarm at a time. */
export function oneFinding(received: unknown, alarms: readonly Alarm[], id: string): unknown {
  if (alarms.length === 1) return received;
  const at = alarms.findIndex((alarm) => alarm.id === id);
  const narrowed = narrow(received, { at, of: alarms.length });
  if (narrowed === undefined) throw new InputError(`finding '${id}' cannot be taken out of what was given; give that finding alone`);
  return narrowed;
}

interface Position {
  readonly at: number;
  readonly of: number;
}

/** Goes down to the list that holds as many findings as there are alarms, and leaves what is around it as it is. */
function narrow(value: unknown, position: Position): unknown {
  if (Array.isArray(value)) return value.length === position.of ? [value[position.at]] : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const name of ['detail', 'findings', 'Findings']) {
    const inside = narrow(Reflect.get(value, name), position);
    if (inside !== undefined) return { ...value, [name]: inside };
  }
  return undefined;
}
