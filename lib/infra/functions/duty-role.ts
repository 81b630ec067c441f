import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { argue, type Permission, statementsOf } from '../permissions/permission.ts';

/** What the function may do besides writing its log and its traces. */
export interface DutyRoleProps {
  readonly description: string;
  readonly permissions: readonly Permission[];
  readonly logRetention: RetentionDays;
}

/** The role of one function, of its own, and its log. Both exist before it, so that policies can name the role while it is still to come. */
export class DutyRole extends Construct {
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, { description, permissions, logRetention }: DutyRoleProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Logs', { retention: logRetention, removalPolicy: RemovalPolicy.DESTROY });
    const all = [...permissions, writeLog(this.logGroup), WRITE_TRACES];
    this.role = new Role(this, 'Role', {
      description,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { duty: new PolicyDocument({ statements: statementsOf(all) }) },
    });
    argue(this.role, all);
  }
}

const writeLog = ({ logGroupArn }: LogGroup): Permission => ({
  sid: 'WriteLog',
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  resources: [logGroupArn],
});

const WRITE_TRACES: Permission = {
  sid: 'WriteTraces',
  actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  resources: ['*'],
  wildcard: 'X-Ray has no resources that a policy could name',
};
