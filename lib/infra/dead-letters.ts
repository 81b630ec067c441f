import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** Where a queue stands. */
export interface DeadLettersProps {
  /** Keeps order, as the queue does that it is for. @default false */
  readonly fifo?: boolean;
}

/** A queue for what could not be delivered, kept as long as SQS keeps anything. Health watches it. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { fifo = false }: DeadLettersProps = {}) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      // CloudFormation takes `false` for a mistake.
      fifo: fifo ? true : undefined,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.queue, { 'AwsSolutions-SQS3': 'This is itself the dead-letter queue' });
  }
}
