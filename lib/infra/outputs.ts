import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Estate } from './estate.ts';
import { Reader } from './reader.ts';

/** What was deployed. */
interface Deployed {
  readonly estate: Estate;
  readonly machine: StateMachine;
}

/** Says where everything is: the command line finds a deployment by these outputs, and a person the policy to read reports with. */
export function sayWhere(stack: Stack, { estate, machine }: Deployed): void {
  const { folder, workgroup, roles, boundary, topics, queues, logs, key } = estate;
  const reader = new Reader(stack, 'Reader', { folder: folder.bucket, key, machine });
  const outputs = {
    MachineArn: machine.stateMachineArn,
    InvestigationsBucket: folder.bucket.bucketName,
    LogsBucket: logs.bucket.bucketName,
    Workgroup: workgroup.name,
    RolePath: roles.path,
    BoundaryArn: boundary.arn,
    EmailTopicArn: topics.all.email.topicArn,
    PagerTopicArn: topics.all.pager.topicArn,
    ChatTopicArn: topics.all.chat.topicArn,
    RawTopicArn: topics.all.raw.topicArn,
    HealthTopicArn: topics.all.health.topicArn,
    QueueUrl: queues.alarms.queueUrl,
    DeadLetterUrl: queues.poison.queueUrl,
    ReaderPolicyArn: reader.policy.managedPolicyArn,
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
}
