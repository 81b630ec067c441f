import { Stack } from 'aws-cdk-lib';
import { CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Settings } from '../../core/settings.ts';

/** A channel, and what it is told. */
export interface SlackChannelProps {
  readonly chat: Settings['notify']['chats'][number];
  readonly topics: readonly ITopic[];
}

/**
 * A Slack channel by way of Amazon Q Developer in chat applications. It only listens: its role may do nothing, and the guardrail, which
 * would be AdministratorAccess where none is named, denies all. Source: AWS::Chatbot::SlackChannelConfiguration.
 */
export class SlackChannel extends Construct {
  constructor(scope: Construct, id: string, { chat, topics }: SlackChannelProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const role = new Role(this, 'Role', {
      description: 'Lets a Slack channel listen, and do nothing',
      assumedBy: new ServicePrincipal('chatbot.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }),
    });
    new CfnSlackChannelConfiguration(this, 'Channel', {
      // The name has to be one of a kind in the account.
      configurationName: `${stack.stackName}-${chat.slackChannelId}`,
      slackWorkspaceId: chat.slackWorkspaceId,
      slackChannelId: chat.slackChannelId,
      iamRoleArn: role.roleArn,
      guardrailPolicies: [`arn:${stack.partition}:iam::aws:policy/AWSDenyAll`],
      snsTopicArns: topics.map(({ topicArn }) => topicArn),
      loggingLevel: 'ERROR',
    });
  }
}
