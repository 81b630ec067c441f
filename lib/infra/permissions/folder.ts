import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Permission } from './permission.ts';

/** The bucket of the investigations and the key that it is encrypted with. */
export interface Kept {
  readonly bucket: IBucket;
  readonly key: IKey;
}

/** For each `*` in the keys of a folder. */
const ANY_INVESTIGATION = 'Investigations have ids that do not exist yet; of the folder of each, only these files are meant';

/** Names of files in the folder of an investigation; `*` stands for the name of a runbook or the number of a round. */
interface Files {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/**
 * Reading and writing exactly these files, in the folder of every investigation. The right to list turns the answer for a file that is
 * not there from AccessDenied into NoSuchKey. Source: S3 API Reference, GetObject.
 */
export const useFiles = (kept: Kept, { read, write }: Files): Permission[] => {
  const keys = (files: readonly string[]) => files.map((file) => `investigations/*/${file}`);
  return [
    {
      sid: 'ReadFiles',
      actions: ['s3:GetObject'],
      resources: keys(read).map((key) => kept.bucket.arnForObjects(key)),
      wildcard: ANY_INVESTIGATION,
    },
    { sid: 'SeeWhatIsMissing', actions: ['s3:ListBucket'], resources: [kept.bucket.bucketArn] },
    useKeyOfBucket({ ...kept, sid: 'Decrypt', actions: ['kms:Decrypt'] }),
    ...writeFiles(kept, keys(write)),
  ];
};

/** Writing objects with these keys, `*` for any text. */
export const writeFiles = (kept: Kept, keys: readonly string[]): Permission[] => [
  {
    sid: 'WriteFiles',
    actions: ['s3:PutObject'],
    resources: keys.map((key) => kept.bucket.arnForObjects(key)),
    wildcard: ANY_INVESTIGATION,
  },
  useKeyOfBucket({ ...kept, sid: 'Encrypt', actions: ['kms:GenerateDataKey'] }),
];

/**
 * The key only for this bucket: with a bucket key S3 names the bucket as the context, else the object, which is for whoever writes to choose.
 * Source: S3 User Guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys".
 */
export const useKeyOfBucket = ({ bucket, key, sid, actions }: Kept & Pick<Permission, 'sid' | 'actions'>): Permission => ({
  sid,
  actions,
  resources: [key.keyArn],
  conditions: {
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucket.bucketArn, bucket.arnForObjects('*')], 'kms:ViaService': 's3.*' },
  },
});

/** Locking what was sealed, where settings ask for it. */
export const lockFiles = ({ bucket }: Kept): Permission => ({
  sid: 'LockFiles',
  actions: ['s3:PutObjectRetention'],
  resources: [bucket.arnForObjects('investigations/*')],
  wildcard: ANY_INVESTIGATION,
});
