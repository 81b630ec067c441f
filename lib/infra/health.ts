import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Settings } from '../core/settings.ts';
import { admitAlarms } from './health/admit-alarms.ts';
import { descriptionOf, healthAlarms } from './health/alarms.ts';
import { dashboard } from './health/dashboard.ts';

/** What is watched, and who hears of it. */
export interface HealthProps {
  /** The machine that investigates. */
  readonly machine: IStateMachine;
  /** The machine that revokes and publishes from outside, when an investigation has ended. */
  readonly aftermath: IStateMachine;
  /** The functions that keep order: their errors leave a role, a page or a person behind. Others may be among them. */
  readonly functions: Readonly<Record<'revoke' | 'sweep' | 'inspect', IFunction>>;
  /** Where alarms wait to be investigated. */
  readonly intake: IQueue;
  /** Where what could not be delivered ends, by the name of what it comes from. All but that of the pager. */
  readonly deadLetters: Readonly<Record<string, IQueue>>;
  /** Where a page ends that the pager did not take. @default - no pager is set, so none is watched */
  readonly lostPages?: IQueue;
  /** Where the alarms go. Its policy, and the key's, are made to let them. */
  readonly topic: ITopic;
  /** Key that encrypts the topic. */
  readonly key: IKey;
  readonly settings: Pick<Settings, 'home'>;
}

/** Says when Trailwarden itself is not well. Each alarm has its section in docs/operate.md. */
export class Health extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: HealthProps) {
    super(scope, id);
    const action = new SnsAction(props.topic);
    this.alarms = Object.entries(healthAlarms(this, props)).map(([name, health]) => {
      const { section, meaning, ...watched } = health;
      const alarm = new Alarm(this, name, { ...watched, alarmDescription: descriptionOf(health) });
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
      return alarm;
    });
    admitAlarms(props);
    if (props.settings.home.dashboard) dashboard(this, this.alarms, props);
  }
}
