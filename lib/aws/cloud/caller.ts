import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { permitted } from './refused.ts';

/** Who the credentials belong to. */
export async function callerOf(sts: STSClient) {
  const { Arn = '', Account = '' } = await permitted('sts:GetCallerIdentity', () => sts.send(new GetCallerIdentityCommand({})));
  return { arn: Arn, account: Account, partition: Arn.split(':')[1] ?? 'aws' };
}
