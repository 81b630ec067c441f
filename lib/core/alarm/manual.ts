import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Alarm } from '../alarm.ts';
import { ENTITIES, type Entities, EntityName, entriesOf, sift } from '../entity.ts';
import { InputError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { parseTime } from '../time.ts';
import type { Delivery, Kind } from './delivery.ts';
import { alarmFrom } from './draft.ts';
import type { Candidate } from './source.ts';

/** What a person asks for. Strict, unlike alarms: a misspelled field is said, not passed over. */
const Request = z.strictObject({
  runbooks: z.array(z.string()).min(1),
  parameters: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  from: z.string(),
  to: z.string(),
  reason: z.string().trim().min(1),
});
type Request = z.infer<typeof Request>;

const SHAPE = '{ "runbooks": [...], "parameters": { name: value }, "from": ..., "to": ..., "reason": "..." }';

/** A request that a person wrote. */
export const manual: Kind = { accepts: `or a request ${SHAPE}`, read };

function read({ detailType, detail }: Delivery): Alarm[] | undefined {
  if (detailType !== undefined || !('runbooks' in detail)) return undefined;
  const parsed = Request.safeParse(detail);
  if (parsed.success) return [alarmOf(parsed.data)];
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new InputError(`this request is wrong${field && ` at '${field}'`}: ${issue?.message}; it looks like ${SHAPE}`);
}

function alarmOf(request: Request): Alarm {
  const from = parseTime(request.from, 'from');
  const to = parseTime(request.to, 'to');
  if (from >= to) throw new InputError(`from ${from} must be before to ${to}`);
  const entities = entriesOf(typedEntities(request.parameters));
  return alarmFrom({
    kind: 'manual',
    type: 'manual',
    id: createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 16),
    title: request.reason,
    severity: 'info',
    activity: { from, to },
    time: to,
    candidates: entities.flatMap(([name, values]) => values.map((value): Candidate => [name, value])),
    request: { runbooks: request.runbooks, reason: request.reason },
  });
}

/** Values that a person typed. Throws an InputError for a name that does not exist or a value that breaks its rule, where an alarm's is dropped. */
export function typedEntities(parameters: Readonly<Record<string, string | readonly string[]>>): Entities {
  const { entities, dropped } = sift(Object.entries(parameters).flatMap(([name, values]) => typed(name, [values].flat())));
  const [wrong] = dropped;
  if (wrong !== undefined) throw new InputError(`the value '${wrong.value}' of ${wrong.name} ${wrong.reason}`);
  return entities;
}

function typed(name: string, values: readonly string[]): Candidate[] {
  const known = EntityName.safeParse(name);
  if (!known.success) throw new InputError(`unknown parameter '${name}'; did you mean '${nearest(name, EntityName.options)}'?`);
  if (values.includes('')) throw new InputError(`${name} is empty; give it a value (${ENTITIES[known.data].about}) or leave it out`);
  return values.map((value) => [known.data, value]);
}
