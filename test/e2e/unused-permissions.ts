import type { DutyName } from '../../lib/infra/functions/duty.ts';

/** Who is granted something: a function by its duty, or the role of an investigation. */
export type Who = DutyName | 'temporary role';

interface Argued {
  readonly actions: readonly string[];
  readonly by: readonly Who[] | 'each';
  /** Why it is granted although nothing used it here. */
  readonly because: string;
  /** Chance decides whether it is used here. */
  readonly sometimes?: true;
}

/** Granted actions that nothing uses on the emulated AWS. */
export const UNUSED: readonly Argued[] = [
  {
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    by: 'each',
    because: "Lambda writes logs and traces with the function's role, and the emulator writes its own without one.",
  },
  {
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
    by: ['start'],
    because: "Lambda takes messages from the queue with the function's role, and the emulator takes them without one.",
  },
  {
    actions: ['sqs:SendMessage'],
    by: ['sweep', 'inspect'],
    because: "Lambda leaves asynchronous calls that failed three times among the dead letters with the function's role.",
  },
  {
    actions: ['glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
    by: ['temporary role'],
    because:
      'Athena computes partitions by projection; it reads them where a table is looked at in another way, such as by SHOW PARTITIONS.',
  },
  {
    actions: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    by: ['temporary role'],
    because: 'Athena writes large results in parts, and cleans up after a query that was stopped; the emulated results are small.',
  },
  {
    actions: ['s3:ListBucket'],
    by: ['plan', 'grant', 'collect', 'run'],
    because:
      'S3 tells a file that is missing from one that is refused only to those who may list: no file that they read was missing here.',
  },
  {
    actions: ['iam:GetRole', 'iam:DetachRolePolicy', 'iam:RemoveRoleFromInstanceProfile'],
    by: ['grant'],
    because: 'Grant takes back what it made too late: whatever somebody gave the role meanwhile stands in the way of that.',
  },
  {
    actions: ['iam:GetRole'],
    by: ['revoke'],
    because: 'A list may still show a role that is gone; here only where two take it away at the same time.',
    sometimes: true,
  },
];
