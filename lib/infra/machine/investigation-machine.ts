import { Duration } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { afterAccess } from './after-access.ts';
import { beforeAccess } from './before-access.ts';
import { machineOf } from './machine.ts';
import { underAccess } from './under-access.ts';
import type { VerbFunctions } from './verb-task.ts';

/** The functions that machines call. */
export interface MachineFunctionsProps {
  /** The function behind each state. */
  readonly functions: VerbFunctions;
  readonly logRetention: RetentionDays;
}

/** Two looks, each with 20 minutes of waiting for logs, an hour of access and its retries, and the half hour between them. */
const LONGEST = Duration.hours(6);

/**
 * Plan, settle, grant, collect, run, follow, revoke, publish: the same order as `investigate` in the core, with a second look where the
 * alarm's own event had not arrived. Ids travel in state; what they stand for lies in the investigation's folder.
 */
export class InvestigationMachine extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { functions, logRetention }: MachineFunctionsProps) {
    super(scope, id);
    const { revoke, publish, again } = afterAccess(this, functions);
    const grant = underAccess(this, functions, revoke);
    const { begin, plan } = beforeAccess(this, functions, { grant, revoke, publish });
    again.next(plan);
    this.machine = machineOf(this, {
      name: 'investigation',
      comment: 'One investigation: plan, settle, grant, collect, run, follow, revoke, publish',
      definition: begin,
      timeout: LONGEST,
      calls: Object.values(functions),
      logRetention,
    });
  }
}
