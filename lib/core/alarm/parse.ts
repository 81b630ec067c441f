import type { Alarm } from '../alarm.ts';
import { InputError } from '../errors.ts';
import { cloudtrail } from './cloudtrail.ts';
import { cloudwatch } from './cloudwatch.ts';
import { type Delivery, deliveryOf, type Kind } from './delivery.ts';
import { firstOf } from './first-of.ts';
import { guardduty } from './guardduty.ts';
import { manual } from './manual.ts';
import { securityhub } from './securityhub.ts';
import { unwrap } from './unwrap.ts';

/** The first that recognises a delivery reads it. */
const KINDS: readonly Kind[] = [guardduty, securityhub, cloudtrail, cloudwatch, manual];

/**
 * The alarms in what a service or a person sent: one for nearly all of them, several where an event carries several findings.
 * Throws an InputError that says what it is and what is accepted.
 */
export function parseAlarms(input: unknown): Alarm[] {
  const alarms = unwrap(input).flatMap(readOne);
  if (alarms.length === 0) throw new InputError(`there is no alarm in it, only an empty list; accepted are ${accepted()}`);
  return alarms;
}

function readOne(input: unknown): Alarm[] {
  const delivery = deliveryOf(input);
  const alarms = delivery && firstOf(KINDS, (kind) => kind.read(delivery));
  if (alarms === undefined) throw new InputError(`this is ${describe(delivery, input)}; accepted are ${accepted()}`);
  return alarms;
}

const accepted = (): string => KINDS.map(({ accepts }) => accepts).join(', ');

function describe(delivery: Delivery | undefined, input: unknown): string {
  if (delivery === undefined) return input === null ? 'null' : `a ${typeof input}, no JSON object`;
  const { detailType, source, detail } = delivery;
  if (detailType !== undefined) return printable(`a '${detailType}' of ${source ?? 'an unknown source'}`);
  const keys = Object.keys(detail).slice(0, 5);
  return keys.length === 0 ? 'an empty object' : printable(`an object with ${keys.join(', ')}`);
}

const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 160);
