import { Stack } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { COLUMNS } from './columns.ts';
import { evidenceTable } from './evidence-table.ts';
import type { LogProjection } from './log-projection.ts';
import { logTable } from './log-table.ts';

/** Where the two tables' files are. */
export interface TablesProps {
  readonly logs: LogProjection;
  readonly folder: IBucket;
}

/**
 * A database of its own with the table over the trail and the table over the evidence. CloudFormation makes them, so nothing has to run
 * a query to deploy. Its location is not registered with Lake Formation, whose grants a role that lives for minutes could not get.
 */
export class Tables extends Construct {
  readonly database: string;
  readonly logs = 'cloudtrail';
  readonly evidence = 'evidence';

  constructor(scope: Construct, id: string, { logs, folder }: TablesProps) {
    super(scope, id);
    const { account, stackName } = Stack.of(this);
    // Glue knows small letters only.
    this.database = stackName.toLowerCase().replaceAll('-', '_');
    const database = new CfnDatabase(this, 'Database', {
      catalogId: account,
      databaseInput: { name: this.database, description: 'CloudTrail logs and evidence of Trailwarden' },
    });
    const inputs = { Logs: { name: this.logs, ...logTable(logs) }, Evidence: { name: this.evidence, ...evidenceTable(folder) } };
    for (const [name, { storageDescriptor, ...input }] of Object.entries(inputs)) {
      const tableInput = { ...input, tableType: 'EXTERNAL_TABLE', storageDescriptor: { ...storageDescriptor, columns: COLUMNS } };
      const table = new CfnTable(this, name, { catalogId: account, databaseName: this.database, tableInput });
      table.addResourceDependency(database);
    }
  }
}
