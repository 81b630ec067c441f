import { Stack } from 'aws-cdk-lib';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { EventRule } from '../../core/event-patterns.ts';
import type { Estate } from '../estate.ts';
import { DutyFunction } from '../functions/duty-function.ts';
import type { Investigators } from '../investigators.ts';
import { AlarmRules } from './alarm-rules.ts';

/** From where alarms come, and what they start. */
export interface IntakeProps {
  readonly estate: Estate;
  readonly investigators: Investigators;
  readonly rules: readonly EventRule[];
}

/** Rules, the queue and the function that starts an investigation for each alarm that is new. */
export class Intake extends Construct {
  readonly start: DutyFunction;

  constructor(scope: Construct, id: string, { estate: { queues }, investigators, rules }: IntakeProps) {
    super(scope, id);
    const { roles, machine, deploying } = investigators;
    const ownRoles = Object.values(roles).map(({ role }) => role.roleArn);
    this.start = new DutyFunction(this, 'start', {
      ...deploying,
      as: roles.start,
      deadLetters: queues.deadLetters,
      environment: {
        MACHINE_ARN: machine.stateMachineArn,
        QUEUE_URL: queues.alarms.queueUrl,
        DEAD_LETTER_URL: queues.poison.queueUrl,
        // Events of these start nothing.
        OWN_ROLES: Stack.of(this).toJsonString(ownRoles),
      },
    });
    new CfnEventSourceMapping(this, 'Alarms', {
      functionName: this.start.functionName,
      eventSourceArn: queues.alarms.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });
    new AlarmRules(this, 'Rules', { rules, alarms: queues.alarms, deadLetters: queues.deadLetters });
  }
}
