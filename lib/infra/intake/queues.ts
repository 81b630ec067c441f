import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters } from '../dead-letters.ts';

/** Receives after which a message is poison for sure. To wait is not to fail: a message that waits comes once a minute at most. */
const MOST_RECEIVES = 1000;

/** The queues of the stack. EventBridge, Scheduler and Lambda take only standard queues for what they could not deliver. */
export class Queues extends Construct {
  /** Alarms that wait for their investigation, in the order of their arrival. */
  readonly alarms: Queue;
  /** Messages that are no alarms, with the reason. */
  readonly poison: Queue;
  /** What rules, schedules and asynchronous calls could not deliver. */
  readonly deadLetters: Queue;

  /** `seconds`: how long the function that starts investigations may take for a batch. */
  constructor(scope: Construct, id: string, { seconds }: { readonly seconds: number }) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'Undelivered').queue;
    this.poison = new DeadLetters(this, 'Poison', { fifo: true }).queue;
    this.alarms = new Queue(this, 'Alarms', {
      fifo: true,
      // The body has the id of the event, so the same event twice is one message.
      contentBasedDeduplication: true,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // Six times the function's time. Source: Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping".
      visibilityTimeout: Duration.seconds(6 * seconds),
      deadLetterQueue: { queue: this.poison, maxReceiveCount: MOST_RECEIVES },
    });
  }
}
