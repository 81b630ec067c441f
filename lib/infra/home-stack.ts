import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { EventRule } from '../core/event-patterns.ts';
import type { Settings } from '../core/settings.ts';
import { Subscriptions } from './channels/subscriptions.ts';
import { Estate } from './estate.ts';
import { DutyFunction } from './functions/duty-function.ts';
import { Health } from './health.ts';
import { Intake } from './intake/intake.ts';
import { Investigators } from './investigators.ts';
import { sayWhere } from './outputs.ts';
import { Schedules } from './schedules.ts';

/** What is deployed. */
export interface HomeStackProps extends StackProps {
  readonly settings: Settings;
  /** The events that start investigations. */
  readonly rules: readonly EventRule[];
  /** Folder that holds a folder with the bundle of each function. */
  readonly bundles: string;
}

/** Everything but the forwarders of other Regions: from the alarm to the people who are told. */
export class HomeStack extends Stack {
  constructor(scope: Construct, id: string, { settings, rules, bundles, ...props }: HomeStackProps) {
    super(scope, id, { description: 'Trailwarden: answers security alarms from CloudTrail logs', ...props });
    const estate = new Estate(this, 'Estate', { settings });
    const { queues, topics, key } = estate;
    const investigators = new Investigators(this, 'Investigators', { estate, settings, bundles });
    const { machine, aftermath, roles, deploying, functions } = investigators;
    const { start } = new Intake(this, 'Intake', { estate, investigators, rules });
    const { deadLetters } = queues;
    const environment = { MACHINE_ARN: machine.stateMachineArn };
    const sweep = new DutyFunction(this, 'sweep', { ...deploying, as: roles.sweep, deadLetters, environment });
    const inspect = new DutyFunction(this, 'inspect', { ...deploying, as: roles.inspect, deadLetters });
    new Schedules(this, 'Schedules', { start, sweep, inspect, audits: settings.audits, deadLetters });
    const { lostPages } = new Subscriptions(this, 'Subscriptions', { topics: topics.all, notify: settings.notify });
    estate.onlyFor(roles);
    new Health(this, 'Health', {
      machine,
      aftermath,
      functions: { revoke: functions.revoke, sweep, inspect },
      intake: queues.alarms,
      deadLetters: { poison: queues.poison, undelivered: deadLetters },
      lostPages,
      topic: topics.all.health,
      key,
      settings,
    });
    sayWhere(this, { estate, machine });
  }
}
