import * as z from 'zod';
import type { Alarm } from '../alarm.ts';

/** A text, or nothing where it is missing or something else. */
export const text = z.string().optional().catch(undefined);

const Json = z.record(z.string(), z.unknown());

/** What arrived, out of its wrapping. A bare finding or record is its own `detail` and has no envelope. */
export interface Delivery {
  readonly detailType?: string | undefined;
  readonly source?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly time?: string | undefined;
  readonly detail: Readonly<Record<string, unknown>>;
}

const Envelope = z.looseObject({ 'detail-type': text, source: text, account: text, region: text, time: text, detail: Json });

/** Takes an EventBridge event apart. Undefined for what is no JSON object. */
export function deliveryOf(input: unknown): Delivery | undefined {
  const envelope = Envelope.safeParse(input);
  if (envelope.success) {
    const { 'detail-type': detailType, source, account, region, time, detail } = envelope.data;
    return { detailType, source, account, region, time, detail };
  }
  const bare = Json.safeParse(input);
  return bare.success ? { detail: bare.data } : undefined;
}

/** One kind of alarm. */
export interface Kind {
  /** What it takes, for the message about what nobody takes. */
  readonly accepts: string;
  /** The alarms of a delivery; undefined where it is none of this kind. Throws an InputError where it is, but starts nothing. */
  readonly read: (delivery: Delivery) => Alarm[] | undefined;
}
