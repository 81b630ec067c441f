import type { Place } from './plan.ts';
import type { Settings } from './settings.ts';

const ACCOUNT = '000000000000';

/**
 * Where things are on AWS, as far as settings tell. What only a deployment knows stands as a name that says so, with an account of zeros:
 * the policies of a dry run are exact in everything that the plan decides.
 */
export function placeOf({ trail }: Settings): Place {
  const { bucket = 'trail-bucket-not-set', prefix, organization, kmsKeyArn } = trail;
  return {
    partition: 'aws',
    account: ACCOUNT,
    region: 'us-east-1',
    logs: { bucket, prefix: prefix.replace(/^\/+|\/+$/g, ''), organization, kmsKeyArn },
    folder: { bucket: 'trailwarden-investigations-not-deployed' },
    workgroup: 'trailwarden',
    database: 'trailwarden',
    tables: { logs: 'cloudtrail_logs', evidence: 'evidence' },
    callers: [`arn:aws:iam::${ACCOUNT}:role/trailwarden-collect`, `arn:aws:iam::${ACCOUNT}:role/trailwarden-run`],
  };
}
