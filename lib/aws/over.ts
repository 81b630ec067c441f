import * as z from 'zod';
import { secondLookOf } from '../core/begin.ts';
import { Id } from './lambda.ts';

/** EventBridge's word that an execution is over: Step Functions Developer Guide, "EventBridge for Step Functions execution status changes". */
const StatusChange = z.object({ detail: z.object({ name: z.string().regex(/^[a-z0-9-]{2,46}$/) }) });

/** An investigation of a running execution, or an execution that is over. */
export const Over = z.union([Id, StatusChange]);

/** The investigations it is about: an execution that is over may have had a second look. */
export const idsOf = (over: z.infer<typeof Over>): string[] =>
  'id' in over ? [over.id] : [over.detail.name, secondLookOf(over.detail.name)];
