import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { HealthProps } from '../health.ts';

/**
 * Lets the CloudWatch alarms of this account publish to the encrypted topic. A topic with a policy of its own no longer takes them by
 * itself, and a key of ours admits no service that it does not name. Source: SNS developer guide, encryption with AWS services.
 */
export function admitAlarms({ topic, key }: Pick<HealthProps, 'topic' | 'key'>): void {
  const stack = Stack.of(topic);
  const cloudwatch = new ServicePrincipal('cloudwatch.amazonaws.com');
  const alarms = Arn.format(
    { service: 'cloudwatch', resource: 'alarm', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME },
    stack,
  );
  const account = { 'aws:SourceAccount': stack.account };
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsPublish',
      principals: [cloudwatch],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: account, ArnLike: { 'aws:SourceArn': alarms } },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsEncrypt',
      principals: [cloudwatch],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { StringEquals: account },
    }),
  );
}
