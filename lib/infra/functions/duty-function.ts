import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Architecture, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Settings } from '../../core/settings.ts';
import { DUTIES, type DutyName } from './duty.ts';
import type { DutyRole } from './duty-role.ts';
import { functionCode } from './function-code.ts';

/** What functions have in common. */
export interface Deploying {
  /** Folder that holds a folder for each function. */
  readonly bundles: string;
  readonly settings: Settings;
  /** The environment variable DEPLOYMENT. */
  readonly deployment: string;
}

/** One function. */
export interface DutyFunctionProps extends Deploying {
  readonly as: DutyRole;
  /** Environment variables besides DEPLOYMENT. @default - none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where asynchronous calls end that failed three times. @default - none: only the machine calls it, and waits */
  readonly deadLetters?: IQueue;
}

/** A function by the name of its duty. */
export class DutyFunction extends LambdaFunction {
  constructor(scope: Construct, name: DutyName, { as, bundles, settings, deployment, environment, deadLetters }: DutyFunctionProps) {
    const { description, seconds, megabytes } = DUTIES[name];
    super(scope, name, {
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: functionCode(join(bundles, name), settings),
      role: as.role.withoutPolicyUpdates(),
      logGroup: as.logGroup,
      timeout: Duration.seconds(seconds),
      memorySize: megabytes,
      tracing: Tracing.ACTIVE,
      environment: { DEPLOYMENT: deployment, ...environment },
      deadLetterQueue: deadLetters,
    });
  }
}
