import * as z from 'zod';
import { Evidence } from './investigation.ts';
import { Plan } from './plan.ts';

/** What each round was to do and what its pass kept: enough to ask again. A round whose pass failed is not in it. */
export const KeptRounds = z.array(z.object({ plan: Plan, evidence: Evidence }));
export type KeptRounds = z.infer<typeof KeptRounds>;
