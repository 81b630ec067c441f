import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Permission } from '../permissions/permission.ts';
import { type ByDuty, DUTIES, forEachDuty } from './duty.ts';
import { DutyRole } from './duty-role.ts';

/** What each function may do. */
export interface DutyRolesProps {
  readonly permissions: ByDuty<readonly Permission[]>;
  readonly logRetention: RetentionDays;
}

/** A role of its own for each function. */
export class DutyRoles extends Construct {
  readonly all: ByDuty<DutyRole>;

  constructor(scope: Construct, id: string, { permissions, logRetention }: DutyRolesProps) {
    super(scope, id);
    this.all = forEachDuty(
      (name) => new DutyRole(this, name, { description: DUTIES[name].description, permissions: permissions[name], logRetention }),
    );
  }
}
