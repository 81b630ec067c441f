import * as z from 'zod';
import { clock } from '../lib/aws/clock.ts';
import { folderOf } from '../lib/aws/folders.ts';
import { catalogue, deployment, lambda, settings } from '../lib/aws/lambda.ts';
import { Beginning, begin } from '../lib/core/begin.ts';

const Input = z.object({ execution: z.string(), input: Beginning });

/** Works out which runbooks apply to the alarm, before any access exists. */
export const handler = lambda(Input, async ({ execution, input }) => {
  const { place } = deployment();
  const begun = await begin(execution, input, { folderOf, catalogue: catalogue(), settings: settings(), place, now: clock.now() });
  return { ...begun, pass: 1 };
});
