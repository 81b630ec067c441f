import { clock } from '../lib/aws/clock.ts';
import { folderOf, s3Client } from '../lib/aws/folders.ts';
import { Id, lambda } from '../lib/aws/lambda.ts';
import { s3Trail } from '../lib/aws/s3-trail.ts';
import { planIn } from '../lib/core/begin.ts';
import { isSettled } from '../lib/core/settled.ts';
import { settle } from '../lib/core/verbs.ts';

/** Lists the log files, and tells whether CloudTrail has delivered past the alarm. */
export const handler = lambda(Id, async ({ id }) => {
  const folder = folderOf(id);
  const plan = await planIn(folder, 1);
  const coverage = await settle(plan, { folder, trail: s3Trail(s3Client()) });
  return { settled: isSettled(plan, coverage, clock.now()) };
});
