import { type DuckDBConnection, type DuckDBResultReader, DuckDBTypeId, StatementType } from '@duckdb/node-api';
import { messageOf } from '../../core/errors.ts';
import type { Answer, Cell, Question } from '../../core/investigation.ts';
import type { Statement } from '../../core/statement.ts';
import type { Session } from './session.ts';
import { translated } from './translation.ts';

/** Asks the table `evidence` of a session. What fails is an answer too; what was stopped is none, and rejects. */
export async function ask({ connection, signal }: Session, { step, statement, rowLimit }: Question): Promise<Answer> {
  const began = performance.now();
  try {
    const reader = await rowsOf(connection, { ...statement, sql: await translated(statement.sql) });
    const whole = reader.columnTypes().map(({ typeId }) => WHOLE_NUMBERS.has(typeId));
    const rows = reader.getRowsJson().map((row) => row.map((value, at) => cellOf(value, whole[at] ?? false)));
    const seconds = (performance.now() - began) / 1000;
    const answered = { columns: reader.columnNames(), rows: rows.slice(0, rowLimit), truncated: rows.length > rowLimit };
    return { kind: 'rows', step, statement, ...answered, bytes: 0, seconds };
  } catch (thrown) {
    signal.throwIfAborted();
    // Behind the first line DuckDB quotes the query, or shows the stack of its own code.
    const [reason = ''] = messageOf(thrown).split('\n');
    return { kind: 'failed', step, statement, reason };
  }
}

async function rowsOf(connection: DuckDBConnection, { sql, parameters }: Statement): Promise<DuckDBResultReader> {
  const prepared = await connection.prepare(sql);
  if (prepared.statementType !== StatementType.SELECT) throw new Error('a step may only be a query');
  prepared.bind(parameters);
  return prepared.runAndReadAll();
}

/** Types that come as text, because JavaScript's numbers may be too small for them. */
const WHOLE_NUMBERS: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UHUGEINT,
]);

function cellOf(value: unknown, whole: boolean): Cell {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value !== 'string') return JSON.stringify(value);
  const number = Number(value);
  return whole && Number.isSafeInteger(number) ? number : value;
}
