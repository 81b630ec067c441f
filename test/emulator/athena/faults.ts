import * as z from 'zod';

const once = { times: z.int().min(1).default(1), sql: z.string().default('') };
const ofCalls = { ...once, operation: z.string().optional() };

/** A fault: it befalls the next `times` calls of `operation`, or queries, whose text contains `sql`. */
export const Fault = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('throttle'),
    ...ofCalls,
    code: z.enum(['ThrottlingException', 'TooManyRequestsException']).default('TooManyRequestsException'),
  }),
  z.object({ kind: z.literal('internal'), ...ofCalls }),
  z.object({ kind: z.literal('denied'), ...ofCalls }),
  z.object({
    kind: z.literal('failed'),
    ...once,
    reason: z.string(),
    category: z.int().min(1).max(3).default(2),
    retryable: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('cancelled'), ...once, reason: z.string().default('Query cancelled by user') }),
  z.object({ kind: z.literal('cutoff'), ...once }),
  z.object({ kind: z.literal('slow'), ...once, milliseconds: z.number() }),
  z.object({ kind: z.literal('queued'), ...once, milliseconds: z.number() }),
]);
export type Fault = z.infer<typeof Fault>;

/** Faults that are still to come. */
export interface Faults {
  add(fault: z.input<typeof Fault>): void;
  clear(): void;
  /** The next one of a kind that befalls a text, and a call where it is one; it is used up by that. */
  take<K extends Fault['kind']>(
    kind: K,
    on: { readonly text: string; readonly operation?: string },
  ): Extract<Fault, { kind: K }> | undefined;
}

export function createFaults(): Faults {
  let coming: Fault[] = [];
  return {
    add: (fault) => void coming.push(Fault.parse(fault)),
    clear: () => {
      coming = [];
    },
    take: (kind, { text, operation }) => {
      const befalls = (fault: Fault): fault is Extract<Fault, { kind: typeof kind }> =>
        fault.kind === kind && text.includes(fault.sql) && (!('operation' in fault) || [undefined, operation].includes(fault.operation));
      const taken = coming.find(befalls);
      coming = coming.flatMap((fault) => (fault !== taken ? fault : fault.times > 1 ? { ...fault, times: fault.times - 1 } : []));
      return taken;
    },
  };
}
