import { AthenaClient } from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import type { Context } from 'aws-lambda';
import { FILES, kept, needed } from '../core/kept.ts';
import type { Engine, Folder } from '../core/ports.ts';
import { ATHENA_RETRIES, athenaEngine } from './athena/engine.ts';
import { S3_STYLE } from './folders.ts';
import { deployment, settings } from './lambda.ts';
import { assumeRole, type RoleCredentials, whenReady } from './session.ts';

/** Milliseconds after which a role's policy has arrived everywhere, or never will. */
const UNTIL_SETTLED = 120_000;

/** One pass of an investigation, and what Lambda says of this invocation. */
interface Using {
  readonly id: string;
  readonly pass: number;
  readonly folder: Folder;
  readonly context: Pick<Context, 'getRemainingTimeInMillis'> | undefined;
}

/** Athena under the investigation's temporary role. `isNew`: nobody has used the role yet, so it may not have arrived everywhere. */
export async function engineOf({ id, pass, folder, context }: Using, { isNew }: { isNew: boolean }): Promise<Engine> {
  const { place } = deployment();
  const { roleArn, granted } = await needed(kept.grant(folder), FILES.grant);
  if (roleArn === undefined) throw new Error('the grant names no role: it was made on another machine');
  const athenaWith = (credentials: RoleCredentials) => new AthenaClient({ ...ATHENA_RETRIES, credentials });
  const assuming = { sts: new STSClient(), roleArn, id };
  const credentials = isNew ? await whenReady({ ...assuming, workgroup: place.workgroup, athenaWith }) : await assumeRole(assuming);
  return athenaEngine({
    athena: athenaWith(credentials),
    s3: new S3Client({ ...S3_STYLE, credentials }),
    place,
    id,
    pass,
    coverage: await needed(kept.coverage(folder), FILES.coverage),
    settledAt: Date.parse(granted) + UNTIL_SETTLED,
    bytesPerQuery: settings().limits.bytesPerQuery,
    remaining: () => context?.getRemainingTimeInMillis() ?? Number.POSITIVE_INFINITY,
  });
}
