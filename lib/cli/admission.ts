import { InputError } from '../core/errors.ts';
import type { Policy } from '../core/investigation.ts';
import type { Settings } from '../core/settings.ts';
import type { Caller } from './cloud.ts';

/** What the account that owns the logs has to add. A policy that is not needed is left out. */
export interface Admission {
  readonly bucketPolicy: Policy['Statement'];
  readonly keyPolicy?: Policy['Statement'];
}

/**
 * The statements by which a log bucket and its key in another account admit a deployment: its temporary roles, and for listing its own
 * functions, whose roles CloudFormation names for the stack. An account's roles are named by a condition, since a principal takes no
 * wildcard. Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
export function admissionFor({ trail }: Settings, { account, partition, stack }: Caller & { readonly stack: string }): Admission {
  if (trail.bucket === undefined)
    throw new InputError("'trail.bucket' is not set, so the deployment makes a trail of its own and needs no statement");
  const bucket = `arn:${partition}:s3:::${trail.bucket}`;
  const logs = [trail.prefix.replace(/^\/+|\/+$/g, ''), 'AWSLogs'].filter(Boolean).join('/');
  const role = (name: string) => `arn:${partition}:iam::${account}:role/${name}`;
  const temporary = [role(`trailwarden/${stack}/*`)];
  const admitted = { Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` } };
  const only = (roles: readonly string[]) => ({ ArnLike: { 'aws:PrincipalArn': roles } });
  return {
    bucketPolicy: [
      { Sid: 'TrailwardenReadsLogs', ...admitted, Action: ['s3:GetObject'], Resource: [`${bucket}/${logs}/*`], Condition: only(temporary) },
      {
        Sid: 'TrailwardenListsLogs',
        ...admitted,
        Action: ['s3:ListBucket', 's3:GetBucketLocation'],
        Resource: [bucket],
        Condition: only([...temporary, role(`${stack}-*`)]),
      },
    ],
    ...(trail.kmsKeyArn === undefined
      ? {}
      : {
          keyPolicy: [
            { Sid: 'TrailwardenDecryptsLogs', ...admitted, Action: ['kms:Decrypt'], Resource: ['*'], Condition: only(temporary) },
          ],
        }),
  };
}
