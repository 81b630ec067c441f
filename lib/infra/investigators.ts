import { Stack } from 'aws-cdk-lib';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Settings } from '../core/settings.ts';
import type { Estate } from './estate.ts';
import { type Deploying, DutyFunction } from './functions/duty-function.ts';
import { DutyRoles } from './functions/duty-roles.ts';
import { AftermathMachine } from './machine/aftermath-machine.ts';
import { EndRule } from './machine/end-rule.ts';
import { InvestigationMachine } from './machine/investigation-machine.ts';
import type { VerbFunctions } from './machine/verb-task.ts';
import { allowExecutions } from './permissions/executions.ts';
import { permissionsIn } from './permissions/permissions.ts';
import { placeIn } from './place.ts';

/** What works, and on what. */
export interface InvestigatorsProps {
  readonly estate: Estate;
  readonly settings: Settings;
  /** Folder that holds a folder with the bundle of each function. */
  readonly bundles: string;
}

/** The verbs as functions, the machine that calls them in order, and the one that follows its every end. */
export class Investigators extends Construct {
  readonly roles: DutyRoles['all'];
  readonly functions: VerbFunctions;
  readonly machine: StateMachine;
  readonly aftermath: StateMachine;
  /** What functions outside the machine have in common with those inside. */
  readonly deploying: Deploying;

  constructor(scope: Construct, id: string, { estate, settings, bundles }: InvestigatorsProps) {
    super(scope, id);
    const logRetention = settings.retention.logDays;
    this.roles = new DutyRoles(this, 'Roles', { permissions: permissionsIn(estate), logRetention }).all;
    this.deploying = { bundles, settings, deployment: this.deploymentOf(estate) };
    this.functions = this.verbs();
    const calling = { functions: this.functions, logRetention };
    this.machine = new InvestigationMachine(this, 'Investigation', calling).machine;
    this.aftermath = new AftermathMachine(this, 'Aftermath', calling).machine;
    new EndRule(this, 'End', { machine: this.machine, aftermath: this.aftermath, deadLetters: estate.queues.deadLetters });
    allowExecutions(this, this.machine, this.roles);
  }

  private verbs(): VerbFunctions {
    const verb = (name: keyof VerbFunctions) => new DutyFunction(this, name, { ...this.deploying, as: this.roles[name] });
    return {
      plan: verb('plan'),
      settle: verb('settle'),
      grant: verb('grant'),
      collect: verb('collect'),
      run: verb('run'),
      follow: verb('follow'),
      revoke: verb('revoke'),
      publish: verb('publish'),
    };
  }

  /** What only a deployment knows; `Deployment` of lib/aws reads it. */
  private deploymentOf(estate: Estate): string {
    const { email, pager, chat, raw, health } = estate.topics.all;
    return Stack.of(this).toJsonString({
      place: placeIn(estate, [this.roles.collect.role, this.roles.run.role]),
      rolePath: estate.roles.path,
      boundaryArn: estate.boundary.arn,
      topics: { email: email.topicArn, pager: pager.topicArn, chat: chat.topicArn, raw: raw.topicArn, health: health.topicArn },
    });
  }
}
