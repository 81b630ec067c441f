import * as z from 'zod';
import { engineOf } from '../lib/aws/engine-of.ts';
import { folderOf } from '../lib/aws/folders.ts';
import { catalogue, lambda } from '../lib/aws/lambda.ts';
import { Pass } from '../lib/aws/pass.ts';
import { planIn } from '../lib/core/begin.ts';
import { FILES, kept, needed } from '../lib/core/kept.ts';
import { run } from '../lib/core/verbs.ts';

const Input = Pass.extend({ runbook: z.string() });

/** Asks every step of one runbook of the evidence, under the temporary role. */
export const handler = lambda(Input, async ({ id, pass, runbook }, context) => {
  const folder = folderOf(id);
  const plan = await planIn(folder, pass);
  const planned = await needed(Promise.resolve(plan.runbooks.find((one) => one.id === runbook)), `plan for ${runbook}`);
  const evidence = await needed(kept.evidence(folder, pass), FILES.evidence(pass));
  if ('failed' in evidence) throw new Error(`there is no evidence to ask: ${evidence.failed}`);
  const engine = await engineOf({ id, pass, folder, context }, { isNew: false });
  await run(plan, planned, { engine, catalogue: catalogue(), folder, evidence, round: pass });
  return { runbook };
});
