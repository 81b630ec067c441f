import * as z from 'zod';
import { jsonOf } from './json-of.ts';

/** Where a finding may say that GuardDuty made it up. */
interface Signs {
  readonly title: string | undefined;
  /** `additionalInfo` of the finding, whose `value` may be JSON in a text. */
  readonly additionalInfo: unknown;
  /** Ids of access keys and instances, which AWS alone gives out: an intruder may name a user or bucket like those of samples. */
  readonly ids: readonly unknown[];
}

const Marked = z.object({ sample: z.literal([true, 'true']) });
const Value = z.object({ value: z.string() });
const GENERATED: readonly unknown[] = ['GeneratedFindingAccessKeyId', 'i-99999999'];

/** Whether a finding was made by "generate sample findings": GuardDuty User Guide, "Sample findings". */
export function isSample({ title, additionalInfo, ids }: Signs): boolean {
  const value = Value.safeParse(additionalInfo).data?.value;
  return (
    Marked.safeParse(additionalInfo).success ||
    (value !== undefined && Marked.safeParse(jsonOf(value)).success) ||
    title?.startsWith('[SAMPLE]') === true ||
    ids.some((id) => GENERATED.includes(id))
  );
}
