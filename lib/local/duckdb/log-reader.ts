import { type Field, type Holds, RECORD } from '../../core/cloudtrail.ts';
import type { LogForm } from './log-form.ts';

/** A struct's type in DuckDB; `named` says whether fields go by their keys in the log or by their names as columns. */
const struct = (fields: readonly Field[], named: 'key' | 'name'): string =>
  `STRUCT(${fields.map((field) => `"${field[named]}" ${typeOf(field.holds, named)}`).join(', ')})`;

function typeOf(holds: Holds, named: 'key' | 'name'): string {
  if (holds.kind === 'text') return 'VARCHAR';
  if (holds.kind === 'texts') return 'MAP(VARCHAR, VARCHAR)';
  if (holds.kind === 'json') return named === 'key' ? 'JSON' : 'VARCHAR';
  return `${struct(holds.fields, named)}${holds.kind === 'records' ? '[]' : ''}`;
}

/** JSON keys match by case, columns are in lower case: the casts rename, and make texts of JSON. Struct casts match fields by name. */
const select = RECORD.map(({ key, name, holds }) =>
  holds.kind === 'text' ? `r."${key}" AS ${name}` : `CAST(r."${key}" AS ${typeOf(holds, 'name')}) AS ${name}`,
).join(', ');

/** Columns of a table of records, with their types. */
export const RECORD_COLUMNS = RECORD.map(({ name, holds }) => `${name} ${typeOf(holds, 'name')}`).join(', ');

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Files of one form, and the size of the largest one's text. */
export interface Readable {
  readonly form: Exclude<LogForm['form'], 'other'>;
  readonly paths: readonly string[];
  readonly largest: number;
}

/** DuckDB's own default for the largest JSON text. */
const USUAL_TEXT = 16_777_216;

/**
 * Reads files with exactly the columns that Athena has. `records=true` keeps DuckDB from sampling whole files at every bind;
 * `ignore_errors` makes a field of another type NULL and keeps its record.
 */
export function readLogs({ form, paths, largest }: Readable): string {
  const text = Math.max(USUAL_TEXT, Math.ceil(largest * 1.1));
  const common = `auto_detect=false, maximum_object_size=${text}, ignore_errors=true, records=true`;
  const files = `[${paths.map(quoted).join(', ')}]`;
  if (form === 'records') {
    const columns = `{Records: ${quoted(`${struct(RECORD, 'key')}[]`)}}`;
    return `SELECT ${select} FROM (SELECT unnest(Records) AS r FROM read_json(${files}, columns=${columns}, format='unstructured', ${common}))`;
  }
  const columns = `{${RECORD.map(({ key, holds }) => `"${key}": ${quoted(typeOf(holds, 'key'))}`).join(', ')}}`;
  const format = form === 'list' ? 'array' : 'newline_delimited';
  return `SELECT ${select} FROM read_json(${files}, columns=${columns}, format='${format}', ${common}) AS r`;
}
