import { AthenaClient } from '@aws-sdk/client-athena';
import { clock } from '../lib/aws/clock.ts';
import { folderOf } from '../lib/aws/folders.ts';
import { iamClient } from '../lib/aws/iam/client.ts';
import { revokeRole } from '../lib/aws/iam/revoke-role.ts';
import { deployment, lambda } from '../lib/aws/lambda.ts';
import { idsOf, Over } from '../lib/aws/over.ts';
import { count } from '../lib/aws/telemetry.ts';
import { Interrupted } from '../lib/core/errors.ts';
import { timestamp } from '../lib/core/time.ts';
import { revoke } from '../lib/core/verbs.ts';

/** Takes the role of an investigation away, or those of an execution that is over. Throws where that cannot be proved, to be tried again. */
export const handler = lambda(Over, async (over) => {
  const began = timestamp(clock.now());
  const revoking = { iam: iamClient(), athena: new AthenaClient(), deployment: deployment() };
  const access = { revoke: (id: string) => revokeRole(id, revoking) };
  const receipts = await Promise.all(idsOf(over).map((id) => revoke(id, { folder: folderOf(id), access })));
  for (const { granted, revoked } of receipts) {
    // Of a role that was taken away before, the receipt of that time comes back.
    if (granted !== undefined && revoked >= began) count('RoleLifetimeSeconds', (Date.parse(revoked) - Date.parse(granted)) / 1000);
  }
  if (receipts.some(({ gone }) => !gone)) throw new Interrupted('RevokeUnproved', 'a role is not proved to be gone');
  return { gone: true };
});
