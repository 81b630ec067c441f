import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Permission } from './permission.ts';

/** Working through a queue: as Lambda's poller and as the function that lets messages wait. */
export const consume = (queue: IQueue): Permission => ({
  sid: 'TakeAlarms',
  actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'],
  resources: [queue.queueArn],
});

/** Setting aside what can't be handled. */
export const setAside = (queues: readonly IQueue[]): Permission => ({
  sid: 'SetAside',
  actions: ['sqs:SendMessage'],
  resources: queues.map(({ queueArn }) => queueArn),
});
