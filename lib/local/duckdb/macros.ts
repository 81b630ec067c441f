import { ADDRESS_MACROS } from './address-macros.ts';
import { NUMBER_MACROS, TIME_MACROS } from './conversion-macros.ts';
import { JSON_MACROS } from './json-macros.ts';
import { LIST_MACROS } from './list-macros.ts';
import { TEXT_MACROS } from './text-macros.ts';

// Trino's functions where DuckDB's differ in value or name; what translate.ts writes calls them. An argument that Trino refuses must fail here
// too, and in a way that TRY can catch: by a CAST of a text that says what is wrong.
/** What a session needs before it can run translated SQL: UTC, division of whole numbers as in Trino, and the macros. */
export const MACROS: readonly string[] = [
  "SET TimeZone = 'UTC'",
  'SET integer_division = true',
  ...[...TEXT_MACROS, ...LIST_MACROS, ...JSON_MACROS, ...TIME_MACROS, ...NUMBER_MACROS, ...ADDRESS_MACROS].map(
    (macro) => `CREATE OR REPLACE TEMP MACRO ${macro}`,
  ),
];
