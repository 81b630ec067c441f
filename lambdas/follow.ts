import { folderOf } from '../lib/aws/folders.ts';
import { catalogue, lambda } from '../lib/aws/lambda.ts';
import { Pass } from '../lib/aws/pass.ts';
import { planIn } from '../lib/core/begin.ts';
import { answeredIn } from '../lib/core/gather.ts';
import { follow } from '../lib/core/verbs.ts';

/** Plans a second round, where the answers of the first lead to something new. */
export const handler = lambda(Pass, async ({ id, pass }) => {
  const folder = folderOf(id);
  const plan = await planIn(folder, pass);
  const next = pass === 1 ? await follow(plan, await answeredIn(folder, plan), { catalogue: catalogue(), folder }) : undefined;
  return { id, pass: pass + 1, more: next !== undefined };
});
