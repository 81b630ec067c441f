import type { Place } from '../../../lib/core/plan.ts';
import { QueryFailure } from './query-failure.ts';

/** A table of Glue over a bucket. */
export interface Table {
  readonly bucket: string;
  readonly prefix: string;
  /** Groups named for the partition columns. */
  readonly key: RegExp;
  readonly partitions: readonly string[];
  /** Columns that a query must name values for. Source: Athena User Guide, "Supported types for partition projection", injected. */
  readonly injected: readonly string[];
  readonly holds: 'logs' | 'evidence';
}

/** The two tables of a deployment, by the name that stands in SQL. */
export function tablesOf({
  database,
  tables,
  logs,
  folder,
}: Pick<Place, 'database' | 'tables' | 'logs' | 'folder'>): ReadonlyMap<string, Table> {
  const root = [logs.prefix, 'AWSLogs', logs.organization].filter((part) => part !== undefined && part !== '').join('/');
  return new Map([
    [
      `"${database}"."${tables.logs}"`,
      {
        bucket: logs.bucket,
        prefix: `${root}/`,
        key: /\/(?<account>\d{12})\/CloudTrail\/(?<region>[^/]+)\/(?<day>\d{4}\/\d\d\/\d\d)\/[^/]+$/,
        partitions: ['account', 'region', 'day'],
        injected: ['account'],
        holds: 'logs',
      },
    ],
    [
      `"${database}"."${tables.evidence}"`,
      {
        bucket: folder.bucket,
        prefix: 'investigations/',
        key: /^investigations\/(?<investigation>[^/]+)\/evidence\/(?<pass>[^/]+)\/[^/]+$/,
        partitions: ['investigation', 'pass'],
        injected: ['investigation', 'pass'],
        holds: 'evidence',
      },
    ],
  ]);
}

/** One place where a statement reads a table, and the condition on its partitions there. */
export interface TableRead {
  readonly view: string;
  readonly table: Table;
  readonly condition: string;
}

/** `FROM "db"."table" WHERE ...` up to the bracket that ends the query; brackets of lists may stand in it. */
const READ = /FROM\s+("[^"]+"\."[^"]+")(?:\s+WHERE\s+((?:[^()']|'(?:[^']|'')*'|\((?:[^()']|'(?:[^']|'')*')*\))*))?/gi;

/** Gives each reading of a table a view of its own, with nothing but the wanted partitions in it. */
export function tableReads(
  sql: string,
  tables: ReadonlyMap<string, Table>,
): { readonly sql: string; readonly reads: readonly TableRead[] } {
  const reads: TableRead[] = [];
  const text = sql.replace(READ, (_whole, name: string, condition = '') => {
    const table = tables.get(name);
    if (table === undefined) throw new QueryFailure(`TABLE_NOT_FOUND: line 1:1: Table ${name} does not exist`);
    for (const column of table.injected) {
      if (new RegExp(`\\b${column}\\s*(?:=|IN\\b)`, 'i').test(condition)) continue;
      throw new QueryFailure(
        `CONSTRAINT_VIOLATION: For the injected projected partition column ${column}, the WHERE clause must contain only static equality conditions, and at least one such condition must be present.`,
      );
    }
    const view = `read_${reads.length}`;
    reads.push({ view, table, condition });
    return `FROM ${view}\n`;
  });
  return { sql: text, reads };
}
