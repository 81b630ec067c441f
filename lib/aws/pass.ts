import * as z from 'zod';
import { Id } from './lambda.ts';

/** One pass of an investigation: 1, or 2 for what the first one led to. */
export const Pass = Id.extend({ pass: z.int().min(1).max(2) });
