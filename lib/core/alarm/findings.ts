import * as z from 'zod';
import { InputError } from '../errors.ts';
import { camelCase } from './camel-case.ts';
import type { Delivery } from './delivery.ts';

/**
 * The findings of a delivery: one as `detail`, or a list as Security Hub and GetFindings send it. Undefined for an event that is none of
 * `detailTypes`, and for a bare object that does not fit. Throws an InputError for an event that is, and does not fit.
 */
export function findingsOf<Finding>(
  { detail, detailType }: Delivery,
  schema: z.ZodType<Finding>,
  detailTypes: readonly string[],
): Finding[] | undefined {
  if (detailType !== undefined && !detailTypes.includes(detailType)) return undefined;
  const parsed = z.array(schema).safeParse(camelCase([detail.findings ?? detail.Findings ?? detail].flat()));
  if (parsed.success) return parsed.data;
  if (detailType === undefined) return undefined;
  const wrong = parsed.error.issues.map(({ path }) => path.slice(1).join('.')).join(', ');
  throw new InputError(`this '${detailType}' lacks ${wrong}; pass the whole event as EventBridge delivers it`);
}
