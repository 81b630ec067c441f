import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';

export const ID = '20261124t120000z-0123456789ab';
export const OUTPUTS = {
  MachineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:Investigation-AbC',
  InvestigationsBucket: 'investigations-bucket',
  Workgroup: 'workgroup',
  RolePath: '/trailwarden/Trailwarden/',
  BoundaryArn: 'arn:aws:iam::111122223333:policy/boundary',
  EmailTopicArn: 'arn:aws:sns:eu-west-1:111122223333:email',
  PagerTopicArn: 'arn:aws:sns:eu-west-1:111122223333:pager',
  ChatTopicArn: 'arn:aws:sns:eu-west-1:111122223333:chat',
  RawTopicArn: 'arn:aws:sns:eu-west-1:111122223333:raw',
  HealthTopicArn: 'arn:aws:sns:eu-west-1:111122223333:health',
  QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/queue',
  DeadLetterUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/dead',
  ReaderPolicyArn: 'arn:aws:iam::111122223333:policy/reader',
  LogsBucket: 'own-trail',
};
export const EXECUTION_ARN = `arn:aws:states:eu-west-1:111122223333:execution:Investigation-AbC:${ID}`;
export const WHERE = { stack: 'Trailwarden', region: 'eu-west-1', profile: undefined };

/** An error as the SDK throws it. */
export const awsError = (name: string, message: string): Error => Object.assign(new Error(message), { name });

/** CloudFormation, which knows these stacks in each Region. */
export function fakeStacks(stacks: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  const cloudformation = mockClient(CloudFormationClient);
  cloudformation.on(DescribeStacksCommand).callsFake(({ StackName }) => {
    const outputs = stacks[StackName];
    if (outputs === undefined) throw awsError('ValidationError', `Stack with id ${StackName} does not exist`);
    const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
    return { Stacks: [{ StackName, StackStatus: 'UPDATE_COMPLETE', CreationTime: new Date(0), Outputs }] };
  });
  return cloudformation;
}
