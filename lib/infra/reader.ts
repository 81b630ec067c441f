import { Stack } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { reportArns } from './folder-policy.ts';
import { followExecutions } from './permissions/executions.ts';
import { type Kept, useKeyOfBucket } from './permissions/folder.ts';
import { argue, type Permission, statementsOf } from './permissions/permission.ts';

/** What reports are read from. */
export interface ReaderProps {
  readonly folder: IBucket;
  readonly key: IKey;
  readonly machine: StateMachine;
}

/** A policy for the people who follow investigations and read reports: attach it to the role of whoever is on call. It admits no evidence and no answers. */
export class Reader extends Construct {
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, { folder, key, machine }: ReaderProps) {
    super(scope, id);
    const permissions = [...readReports({ bucket: folder, key }), findStack(Stack.of(this)), ...followExecutions(machine)];
    this.policy = new ManagedPolicy(this, 'Policy', {
      description: 'Follows investigations of Trailwarden and reads their reports, and neither evidence nor answers',
      statements: statementsOf(permissions),
    });
    argue(this.policy, permissions);
  }
}

/** The stack's outputs name the machine and the bucket. */
const findStack = ({ stackId }: Stack): Permission => ({
  sid: 'FindStack',
  actions: ['cloudformation:DescribeStacks'],
  resources: [stackId],
});

const readReports = (kept: Kept): Permission[] => [
  {
    sid: 'ReadReports',
    actions: ['s3:GetObject'],
    resources: reportArns(kept.bucket),
    wildcard: 'Reports of all investigations, whose ids do not exist yet; of each folder only these files',
  },
  {
    sid: 'ListInvestigations',
    actions: ['s3:ListBucket'],
    resources: [kept.bucket.bucketArn],
    conditions: { StringLike: { 's3:prefix': ['investigations/*'] } },
  },
  useKeyOfBucket({ ...kept, sid: 'DecryptReports', actions: ['kms:Decrypt'] }),
];
