import { engineOf } from '../lib/aws/engine-of.ts';
import { folderOf } from '../lib/aws/folders.ts';
import { catalogue, lambda } from '../lib/aws/lambda.ts';
import { Pass } from '../lib/aws/pass.ts';
import { planIn } from '../lib/core/begin.ts';
import { FILES, kept, needed } from '../lib/core/kept.ts';
import { collect } from '../lib/core/verbs.ts';

/** Makes one pass over the raw logs under the temporary role, and says which runbooks may be asked. */
export const handler = lambda(Pass, async ({ id, pass }, context) => {
  const folder = folderOf(id);
  const plan = await planIn(folder, pass);
  const engine = await engineOf({ id, pass, folder, context }, { isNew: pass === 1 });
  const access = await needed(kept.grant(folder), FILES.grant);
  const evidence = await collect(plan, { access, round: pass }, { engine, catalogue: catalogue(), folder });
  if ('failed' in evidence) throw new Error(`no evidence could be collected: ${evidence.failed}`);
  return { runbooks: plan.runbooks.map((planned) => ({ id, pass, runbook: planned.id })) };
});
