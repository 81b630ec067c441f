import {
  CharStreams,
  CommonTokenStream,
  type ExpressionContext,
  type ParserRuleContext,
  PredictionMode,
  QueryStatementContext,
  StatementDefaultContext,
  type Token,
  TrinoSqlLexer,
  TrinoSqlParser,
} from '#trino-grammar';

/** Something wrong with a text of SQL: where (line and column from 1 within that text), what, and the remedy. */
export interface SqlProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A text of SQL as a tree; the tree is whole only where there are no problems. */
export interface Parsed<T> {
  readonly tree: T;
  readonly problems: readonly SqlProblem[];
}

const END_OF_TEXT = -1;

const inPlainWords = (offending: Token | null): string => {
  if (offending === null) return 'a character that SQL has no use for, or a quote that is not closed; take it out or close it';
  if (offending.type === END_OF_TEXT) return 'the SQL ends too early; close its last bracket or finish its last clause';
  return `unexpected '${offending.text ?? ''}'; look for a missing comma, bracket or keyword before it, or for SQL that Trino does not have`;
};

/** Only the first problem is kept: the ones behind it come from how the grammar goes on after it. */
function listenerTo(problems: SqlProblem[]) {
  return {
    syntaxError: (_: unknown, offending: Token | null, line: number, column: number): void => {
      if (problems.length === 0) problems.push({ line, column: column + 1, message: inPlainWords(offending) });
    },
    reportAmbiguity: (): void => {},
    reportAttemptingFullContext: (): void => {},
    reportContextSensitivity: (): void => {},
  };
}

function attempt<T>(sql: string, rule: (parser: TrinoSqlParser) => T, mode: number): Parsed<T> {
  const problems: SqlProblem[] = [];
  const lexer = new TrinoSqlLexer(CharStreams.fromString(sql));
  const parser = new TrinoSqlParser(new CommonTokenStream(lexer));
  for (const recognizer of [lexer, parser]) {
    recognizer.removeErrorListeners();
    recognizer.addErrorListener(listenerTo(problems));
  }
  parser.interpreter.predictionMode = mode;
  const tree = rule(parser);
  const next = parser.getCurrentToken();
  if (problems.length === 0 && next.type !== END_OF_TEXT) problems.push({ ...placeOf(next), message: inPlainWords(next) });
  return { tree, problems };
}

/** SLL is several times faster than LL, and what it accepts is right; what it refuses may still be right. */
function parse<T>(sql: string, rule: (parser: TrinoSqlParser) => T): Parsed<T> {
  const fast = attempt(sql, rule, PredictionMode.SLL);
  return fast.problems.length === 0 ? fast : attempt(sql, rule, PredictionMode.LL);
}

const noQuery = (problem: SqlProblem): Parsed<undefined> => ({ tree: undefined, problems: [problem] });

/** Reads one SELECT, with its WITH; the tree is missing where there is none. */
export function parseQuery(sql: string): Parsed<QueryStatementContext | undefined> {
  const { tree, problems } = parse(sql, (parser) => parser.program());
  if (problems.length > 0) return { tree: undefined, problems };
  const [first, second] = tree.statements();
  const statement = first?.singleStatement().statement();
  const semicolon = first?.singleStatement().SEMICOLON();
  if (second !== undefined) return noQuery(problemAt(second, 'a second statement; a step is one SELECT'));
  if (semicolon != null) return noQuery({ ...placeOf(semicolon.symbol), message: "a ';' ends nothing here; take it out" });
  const query = statement instanceof StatementDefaultContext ? statement.rootQuery().query() : undefined;
  if (query instanceof QueryStatementContext) return { tree: query, problems };
  return noQuery({ line: 1, column: 1, message: 'this is no SELECT; a step is one SELECT, which may have a WITH' });
}

/** Reads one expression, such as a scope. */
export const parseExpression = (sql: string): Parsed<ExpressionContext> => parse(sql, (parser) => parser.expression());

/** Where a token is, from 1. */
const placeOf = ({ line, column }: Token): { readonly line: number; readonly column: number } => ({ line, column: column + 1 });

/** A problem at the place where a part of the tree begins. */
export const problemAt = ({ start }: ParserRuleContext, message: string): SqlProblem => ({
  ...(start === null ? { line: 1, column: 1 } : placeOf(start)),
  message,
});
