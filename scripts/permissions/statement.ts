import * as z from 'zod';
import { readable } from './readable.ts';

const Texts = z
  .unknown()
  .optional()
  .transform((value) => [value ?? []].flat().map(readable));
const Condition = z.record(z.string(), z.record(z.string(), z.unknown())).default({});

/** A statement of a policy, in words: one text an action, a resource, a principal and a condition. */
export const Statement = z
  .object({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: Texts,
    NotAction: Texts,
    Resource: Texts,
    NotResource: Texts,
    Principal: z.union([z.string().transform((all) => ({ AWS: all })), z.record(z.string(), z.unknown())]).optional(),
    Condition,
  })
  .transform((raw) => ({
    sid: raw.Sid,
    denies: raw.Effect === 'Deny',
    actions: [...raw.Action, ...raw.NotAction.map((action) => `all but ${action}`)],
    resources: [...raw.Resource, ...raw.NotResource.map((resource) => `all but ${resource}`)],
    principals: Object.values(raw.Principal ?? {}).flatMap((value) => [value].flat().map(readable)),
    conditions: conditionsOf(raw.Condition),
  }));
export type Statement = z.infer<typeof Statement>;

/** The statements of a policy document. */
export const statementsOf = (document: unknown): Statement[] => z.object({ Statement: z.array(Statement) }).parse(document).Statement;

const conditionsOf = (condition: z.infer<typeof Condition>): string[] =>
  Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => `${key} ${operator} ${[value].flat().map(readable).join(' or ')}`),
  );
