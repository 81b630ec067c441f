import { AthenaClient } from '@aws-sdk/client-athena';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { clock } from '../lib/aws/clock.ts';
import { folderOf } from '../lib/aws/folders.ts';
import { iamClient } from '../lib/aws/iam/client.ts';
import { isRunning } from '../lib/aws/iam/is-running.ts';
import { roleAccess } from '../lib/aws/iam/role-access.ts';
import { deployment, Id, lambda } from '../lib/aws/lambda.ts';
import { planIn } from '../lib/core/begin.ts';
import { grant } from '../lib/core/verbs.ts';

const Input = Id.extend({ execution: z.string() });

/** Creates the temporary role of the plan, for the execution that asks. */
export const handler = lambda(Input, async ({ id, execution: arn }) => {
  const folder = folderOf(id);
  const execution = { arn, isRunning: () => isRunning(arn, new SFNClient()) };
  const access = roleAccess({ iam: iamClient(), athena: new AthenaClient(), deployment: deployment(), execution });
  const { roleArn } = await grant(await planIn(folder, 1), { access, folder, now: clock.now });
  return { roleArn };
});
