import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

/** What of a folder a person may be shown: conclusions and proofs, not what the logs say. */
const REPORTS = ['report.json', 'report.html', 'receipt.json', 'manifest.json'] as const;

/** ARNs of the reports of all investigations. */
export const reportArns = (bucket: IBucket): string[] => REPORTS.map((name) => bucket.arnForObjects(`investigations/*/${name}`));

/** ARNs of roles: ours read and write, custodians copy whole investigations. */
export interface Admitted {
  readonly ours: readonly string[];
  readonly custodians: readonly string[];
}

/**
 * Who may read and write investigations, whatever else IAM allows anybody, an administrator too. Roles are named in a condition, not as
 * principals: the temporary ones do not exist yet, and a principal that is deleted and made anew is another one to S3.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal" and "AWS global condition context keys".
 */
export function onlyOurs(bucket: IBucket, { ours, custodians }: Admitted): PolicyStatement[] {
  const toAllBut = (arns: readonly string[]) => ({
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    conditions: { ArnNotLike: { 'aws:PrincipalArn': arns } },
  });
  return [
    new PolicyStatement({
      ...toAllBut([...ours, ...custodians]),
      sid: 'OnlyOursRead',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      // All but the reports, which whoever has the Reader policy may read.
      notResources: reportArns(bucket),
    }),
    new PolicyStatement({ ...toAllBut(ours), sid: 'OnlyOursWrite', actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')] }),
  ];
}

/** Nothing is kept under less than a key. What names no encryption gets that of the bucket. */
export const onlyEncrypted = (bucket: IBucket): PolicyStatement =>
  new PolicyStatement({
    sid: 'OnlyUnderAKey',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('*')],
    conditions: {
      Null: { 's3:x-amz-server-side-encryption': 'false' },
      StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
    },
  });
