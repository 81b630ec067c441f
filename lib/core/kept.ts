import * as z from 'zod';
import { Evidence } from './investigation.ts';
import { Plan } from './plan.ts';

/** What each round was to do and what its pass kept, or why it kept nothing: enough to ask again. */
export const KeptRounds = z.array(z.object({ plan: Plan, evidence: z.union([Evidence, z.object({ failed: z.string() })]) }));
export type KeptRounds = z.infer<typeof KeptRounds>;
