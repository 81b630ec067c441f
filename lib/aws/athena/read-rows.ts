import { type AthenaClient, type ColumnInfo, GetQueryResultsCommand, type Row } from '@aws-sdk/client-athena';
import type { Cell } from '../../core/investigation.ts';
import { underRole } from './interrupted-by.ts';

/** Rows of a result, at most so many, and whether there are more. */
export interface Read {
  readonly columns: string[];
  readonly rows: Cell[][];
  readonly truncated: boolean;
}

/** Reads a result page by page. The first row of the first page is the names of the columns once more. */
export async function readRows(athena: AthenaClient, { queryId, rowLimit }: { queryId: string; rowLimit: number }): Promise<Read> {
  const rows: Cell[][] = [];
  let columns: readonly ColumnInfo[] = [];
  let next: string | undefined;
  do {
    const command = new GetQueryResultsCommand({ QueryExecutionId: queryId, MaxResults: 1000, NextToken: next });
    const { ResultSet: { Rows = [], ResultSetMetadata: { ColumnInfo = [] } = {} } = {}, NextToken } = await underRole(athena.send(command));
    if (next === undefined) columns = ColumnInfo;
    for (const row of next === undefined ? Rows.slice(1) : Rows) rows.push(cellsOf(row, columns));
    next = NextToken;
  } while (next !== undefined && rows.length <= rowLimit);
  return { columns: columns.map(({ Name = '' }) => Name), rows: rows.slice(0, rowLimit), truncated: rows.length > rowLimit };
}

/** A value that is not there is NULL; an empty text is there. */
const cellsOf = ({ Data = [] }: Row, columns: readonly ColumnInfo[]): Cell[] =>
  columns.map(({ Type = 'varchar' }, at) => {
    const text = Data[at]?.VarCharValue;
    return text === undefined ? null : (TYPED[Type]?.(text) ?? text);
  });

/** Whole numbers that JavaScript cannot hold stay texts, and so does what is no number, such as NaN: JSON has none. */
const whole = (text: string): Cell => (Number.isSafeInteger(Number(text)) ? Number(text) : text);
const real = (text: string): Cell => (Number.isFinite(Number(text)) ? Number(text) : text);

/** Athena gives every value as text, and says its type beside it. What is none of these stays the text that it is. */
const TYPED: Readonly<Record<string, (text: string) => Cell>> = {
  bigint: whole,
  integer: whole,
  smallint: whole,
  tinyint: whole,
  double: real,
  float: real,
  real,
  boolean: (text) => text === 'true',
};
