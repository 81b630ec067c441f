import type { Statement } from '../../core/statement.ts';

/** Characters of one value, quotes included. Source: Athena API Reference, StartQueryExecution, ExecutionParameters. */
const LONGEST = 1024;
/** A `?` in a string, a quoted name or a comment is text. */
const HOLES = /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|--[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|(?<hole>\?)/g;

/**
 * The values of a statement as Athena takes them. It does not bind them: each is SQL, put in the place of its `?`. So a text goes as a
 * literal, where nothing but a quote has a meaning of its own and a doubled one has none. Undefined where there are none, since Athena
 * refuses an empty list. Source: Athena User Guide, "Use parameterized queries".
 */
export function executionParameters({ sql, parameters }: Statement): string[] | undefined {
  const holes = [...sql.matchAll(HOLES)].filter(({ groups }) => groups?.hole !== undefined).length;
  // Athena drops surplus values without a word.
  if (holes !== parameters.length) throw new Error(`the statement has ${holes} '?' and ${parameters.length} values; they must be as many`);
  return parameters.length === 0 ? undefined : parameters.map(literal);
}

function literal(value: string | number): string {
  const text = typeof value === 'number' ? numberLiteral(value) : `'${value.replaceAll("'", "''")}'`;
  if (text.length <= LONGEST) return text;
  throw new Error(`a value of ${text.length} characters is over the ${LONGEST} that Athena takes: ${text.slice(0, 60)}...; leave it out`);
}

function numberLiteral(value: number): string {
  if (Number.isFinite(value)) return String(value);
  throw new Error(`${value} is no number that SQL can say; give a finite one`);
}
