import * as z from 'zod';

/** Trino SQL with a `?` for each of its parameters. A string is bound as text, a number as a number. */
export const Statement = z.object({ sql: z.string(), parameters: z.array(z.union([z.string(), z.number()])) });
export type Statement = z.infer<typeof Statement>;
