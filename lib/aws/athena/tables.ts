import { COLUMNS } from '../../core/cloudtrail.ts';
import type { LogPass } from '../../core/log-pass.ts';
import type { Place } from '../../core/plan.ts';
import type { Statement } from '../../core/statement.ts';

const columns = COLUMNS.join(', ');

/** A record without an id is the same event as another one that is alike in all of these. */
const EVENT = `coalesce(eventid, concat_ws(' ', '-', requestid, eventtime, eventsource, eventname))`;

/** Partition columns are compared with literals, so that partitions are pruned for certain. What could mean more than it says is refused. */
function literal(value: string): string {
  if (/^[\w/-]+$/.test(value)) return `'${value}'`;
  throw new Error(`${JSON.stringify(value.slice(0, 100))} is no partition of a table; make the plan anew`);
}

function tableName(database: string, table: string): string {
  for (const name of [database, table]) if (!/^[\w-]+$/.test(name)) throw new Error(`'${name}' is no name of a database or table`);
  return `"${database}"."${table}"`;
}

const oneOf = (column: string, values: readonly string[]): string => `${column} IN (${values.map(literal).join(', ')})`;

/** What a pass is, where it goes and what it reads. */
export interface Unloading {
  readonly statement: Statement;
  readonly pass: LogPass;
  /** `s3://bucket/prefix/`; nothing may be there. */
  readonly target: string;
}

/**
 * One pass over the raw logs into Parquet files, each event once. The name `logs` of the statement is defined here, over the planned
 * partitions; a name of two parts is never one that a WITH defines, so it does not hide the table. CloudTrail may deliver an event twice,
 * in the same words: it does not matter which of them stays.
 */
export function unloadStatement({ database, tables }: Place, { statement, pass, target }: Unloading): Statement {
  const { accounts, regions, firstDay, lastDay } = pass;
  const days = `day BETWEEN ${literal(firstDay)} AND ${literal(lastDay)}`;
  const sql = `UNLOAD (
SELECT ${columns}
FROM (
  WITH logs AS (
    SELECT ${columns}
    FROM ${tableName(database, tables.logs)}
    WHERE ${oneOf('account', accounts)} AND ${oneOf('region', regions)} AND ${days}
  ), kept AS (
${statement.sql}
  )
  SELECT ${columns}, row_number() OVER (PARTITION BY ${EVENT} ORDER BY eventtime) AS nth
  FROM kept
)
WHERE nth = 1
) TO '${target}' WITH (format = 'PARQUET', compression = 'SNAPPY')`;
  return { sql, parameters: statement.parameters };
}

/** A question with `evidence` defined as what one pass of one investigation kept. */
export function overEvidence({ database, tables }: Place, partition: { investigation: string; pass: string }, asked: Statement): Statement {
  const { investigation, pass } = partition;
  const where = `investigation = ${literal(investigation)} AND pass = ${literal(pass)}`;
  const evidence = `evidence AS (\n  SELECT ${columns}\n  FROM ${tableName(database, tables.evidence)}\n  WHERE ${where}\n)`;
  const own = /^\s*WITH\b/i.exec(asked.sql);
  const rest = own === null ? `\n${asked.sql}` : `,${asked.sql.slice(own[0].length)}`;
  return { sql: `WITH ${evidence}${rest}`, parameters: asked.parameters };
}
