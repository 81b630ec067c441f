import { PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import type { Intake } from './intake.ts';

/**
 * Writes an object of the folder bucket where there is none; false where one is there. Of several who try at the same time one succeeds:
 * S3 User Guide, "Conditional writes" (412: it exists, 409: someone else is writing it).
 */
export async function putOnce(key: string, value: unknown, { s3, deployment }: Pick<Intake, 's3' | 'deployment'>): Promise<boolean> {
  const object = { Bucket: deployment.place.folder.bucket, Key: key, Body: JSON.stringify(value), ContentType: 'application/json' };
  try {
    await s3.send(new PutObjectCommand({ ...object, IfNoneMatch: '*' }));
    return true;
  } catch (thrown) {
    if (thrown instanceof S3ServiceException && [409, 412].includes(thrown.$metadata.httpStatusCode ?? 0)) return false;
    throw thrown;
  }
}
