import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { MACROS } from '../../../lib/local/duckdb/macros.ts';
import { translate } from '../../../lib/local/duckdb/translate.ts';
import { plainValue } from '../../contract/plain-value.ts';

/** A DuckDB in memory that can run what `translate` writes. */
export async function openDuckdb(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const statement of MACROS) await connection.run(statement);
  return connection;
}

/** The rows of a query of Trino. */
export async function rowsOf(connection: DuckDBConnection, sql: string, values: (string | number)[] = []): Promise<unknown[][]> {
  const reader = await connection.runAndReadAll(translate(sql), values);
  return reader.getRows().map((row) => row.map(plainValue));
}
