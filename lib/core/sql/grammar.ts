// The Trino grammar, as the build bundles it: the packages' own modules do not load in plain Node (imports without file endings).
// Import it as '#trino-grammar'.
export { CharStreams, CommonTokenStream, ParserRuleContext, type ParseTree, PredictionMode, TerminalNode, type Token } from 'antlr4ng';
export { TrinoSqlLexer } from 'dt-sql-parser/dist/lib/trino/TrinoSqlLexer.js';
export * from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
