import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import type { Admin } from '../admin.ts';
import type { Template } from '../unsupported.ts';
import { arnOf } from './arn.ts';

/** ARN of the customer's key by what it encrypts: name of a bucket, ARN of a topic, URL of a queue. */
export type Keys = Map<string, string>;

const Reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((found) => found['Fn::GetAtt'][0]),
]);
const ByDefault = z.object({ ServerSideEncryptionByDefault: z.object({ KMSMasterKeyID: Reference }) });
const Bucket = z.object({ BucketEncryption: z.object({ ServerSideEncryptionConfiguration: z.tuple([ByDefault]) }) });
const TopicOrQueue = z.object({ KmsMasterKeyId: Reference });

/** Reads from the template what is encrypted with which key: the emulator's CloudFormation leaves it out. */
export async function keysIn({ Resources }: Template, admin: Admin, StackName: string): Promise<Keys> {
  const { StackResources = [] } = await new CloudFormationClient(admin).send(new DescribeStackResourcesCommand({ StackName }));
  const physical = new Map(StackResources.map(({ LogicalResourceId, PhysicalResourceId = '' }) => [LogicalResourceId, PhysicalResourceId]));
  const keys = Object.entries(Resources).flatMap(([id, { Properties }]): [string, string][] => {
    const bucket = Bucket.safeParse(Properties).data?.BucketEncryption.ServerSideEncryptionConfiguration[0];
    const key = bucket?.ServerSideEncryptionByDefault.KMSMasterKeyID ?? TopicOrQueue.safeParse(Properties).data?.KmsMasterKeyId;
    return key === undefined ? [] : [[physical.get(id) ?? '', arnOf('kms', `key/${physical.get(key)}`)]];
  });
  return new Map(keys);
}
