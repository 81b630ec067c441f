import { AthenaClient } from '@aws-sdk/client-athena';
import { folderOf } from '../lib/aws/folders.ts';
import { iamClient } from '../lib/aws/iam/client.ts';
import { revokeRole } from '../lib/aws/iam/revoke-role.ts';
import { deployment, lambda } from '../lib/aws/lambda.ts';
import { idsOf, Over } from '../lib/aws/over.ts';
import { Interrupted } from '../lib/core/errors.ts';
import { revoke } from '../lib/core/verbs.ts';

/** Takes the role of an investigation away, or those of an execution that is over. Throws where that cannot be proved, to be tried again. */
export const handler = lambda(Over, async (over) => {
  const revoking = { iam: iamClient(), athena: new AthenaClient(), deployment: deployment() };
  for (const id of idsOf(over)) {
    const { gone } = await revoke(id, { folder: folderOf(id), access: { revoke: (one) => revokeRole(one, revoking) } });
    if (!gone) throw new Interrupted('RevokeUnproved', `the role of ${id} is not proved to be gone`);
  }
  return { gone: true };
});
