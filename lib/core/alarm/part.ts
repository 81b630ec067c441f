/** Last part of an ARN or of a path: the id of an instance, the name of a bucket, cluster or role. */
export const lastPart = (text: string): string => text.split(/[:/]/).at(-1) ?? '';

/** Session name out of `AROA...:session`; '' for an identity without a session. */
export const sessionName = (principalId: string): string => principalId.split(':').slice(1).join(':');

/** Name out of what Lambda takes for a function: a name, a partial or a whole ARN, each perhaps with a version (Lambda API Reference). */
export function functionName(text: string): string {
  const parts = text.split(':');
  return parts[parts.indexOf('function') + 1] ?? '';
}

/** The text where it is an ARN, '' otherwise. */
export const onlyArn = (text: string): string => (text.startsWith('arn:') ? text : '');

/** Bucket out of the ARN of an object: arn:aws:s3:::bucket/key. */
export const bucketOf = (arn: string): string => arn.split(':')[5]?.split('/')[0] ?? '';

/** Account or Region out of an ARN; undefined where it carries none. */
export const arnField = (arn: string | undefined, field: 'region' | 'account'): string | undefined =>
  arn?.split(':')[field === 'region' ? 3 : 4] || undefined;
