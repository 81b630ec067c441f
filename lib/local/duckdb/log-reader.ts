import { type Field, type Holds, RECORD } from '../../core/cloudtrail.ts';
import type { Plan } from '../../core/plan.ts';
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

/** JSON keys match by case, columns are in lower case. JSON becomes text. */
const select = RECORD.map(
  ({ key, name, holds }) => `${holds.kind === 'json' ? `CAST(r."${key}" AS VARCHAR)` : `r."${key}"`} AS ${name}`,
).join(', ');

/** Struct casts match fields by name, and so rename them. */
const casts = RECORD.map(({ name, holds }) =>
  holds.kind === 'text' || holds.kind === 'json' ? name : `CAST(${name} AS ${typeOf(holds, 'name')}) AS ${name}`,
).join(', ');

/** Gives a selection from `readLogs` exactly the columns that Athena has. To rename fields of kept records only saves a third of a pass. */
export const asInAthena = (selection: string): string => `SELECT ${casts} FROM (${selection})`;

/** Columns of a table of records, with their types. */
export const RECORD_COLUMNS = RECORD.map(({ name, holds }) => `${name} ${typeOf(holds, 'name')}`).join(', ');

/** A text in SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A path as DuckDB takes it where it expands wildcards: a class of one character stands for that character. */
export const literalPath = (path: string): string => path.replace(/[*?[]/g, '[$&]');

/** A list of paths in SQL. */
export const pathList = (paths: readonly string[]): string => `[${paths.map((path) => quoted(literalPath(path))).join(', ')}]`;

/** Accounts and Regions whose records are wanted. */
export type Wanted = Pick<Plan['reads'], 'accounts' | 'regions'>;

/** Files of one form, and the size of the largest text that has to be held at once. */
export interface Readable {
  /** `salvaged`: lines that are known to be JSON. */
  readonly form: Exclude<LogForm['form'], 'other'> | 'salvaged';
  readonly paths: readonly string[];
  readonly largest: number;
  /** Records to leave out, where the paths do not say whose they are. */
  readonly only?: Wanted;
}

/** DuckDB's own default for the largest JSON text. */
const USUAL_TEXT = 16_777_216;

/**
 * Reads files with Athena's columns; only fields inside of them still have the log's capitals, which predicates do not mind. `records=true` keeps DuckDB from sampling whole files at every bind;
 * `ignore_errors` makes a field of another type NULL and keeps its record. Of lines it would drop broken ones without a word.
 */
export function readLogs({ form, paths, largest, only }: Readable): string {
  const text = Math.max(USUAL_TEXT, Math.ceil(largest * 1.1));
  const common = `auto_detect=false, maximum_object_size=${text}, ignore_errors=${form !== 'lines'}, records=true`;
  if (form === 'records') {
    const columns = `{Records: ${quoted(`${struct(RECORD, 'key')}[]`)}}`;
    const files = `read_json(${pathList(paths)}, columns=${columns}, format='unstructured', ${common})`;
    return `SELECT ${select} FROM (SELECT unnest(Records) AS r FROM ${files}) WHERE ${isWanted(only)}`;
  }
  const columns = `{${RECORD.map(({ key, holds }) => `"${key}": ${quoted(typeOf(holds, 'key'))}`).join(', ')}}`;
  const format = FORMATS[form];
  return `SELECT ${select} FROM read_json(${pathList(paths)}, columns=${columns}, format='${format}', ${common}) AS r WHERE ${isWanted(only)}`;
}

const FORMATS = { list: 'array', lines: 'newline_delimited', salvaged: 'newline_delimited' } as const;

/** What has neither an id nor a name is no record: a number in a list, say, comes as a record of nothing. One that does not say whose it is stays. */
function isWanted(only: Wanted | undefined): string {
  const isOneOf = (key: string, values: 'all' | readonly string[] = 'all') =>
    values === 'all' ? [] : [`(r."${key}" IS NULL OR r."${key}" IN (${['', ...values].map(quoted).join(', ')}))`];
  const isRecord = '(r."eventID" IS NOT NULL OR r."eventName" IS NOT NULL)';
  return [isRecord, ...isOneOf('recipientAccountId', only?.accounts), ...isOneOf('awsRegion', only?.regions)].join(' AND ');
}
