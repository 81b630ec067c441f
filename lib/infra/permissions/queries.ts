import type { Permission } from './permission.ts';

/** Finding and stopping the queries of the workgroup: with the temporary role gone nobody else may, and they cost money. */
export const stopQueries = (workgroupArn: string): Permission => ({
  sid: 'StopQueries',
  actions: ['athena:ListQueryExecutions', 'athena:BatchGetQueryExecution', 'athena:StopQueryExecution'],
  resources: [workgroupArn],
});
