import { describe, expect, test } from 'vitest';
import { lintScope } from '../../../lib/core/sql/lint.ts';

const NAMES = { lists: new Set(['accessKeyId']), numbers: new Set<string>() };
const messages = (predicate: string): string[] => lintScope(predicate, NAMES).map(({ message }) => message);

describe('a scope', () => {
  test('is a condition about one record', () => {
    expect(
      lintScope(
        `useridentity.accesskeyid IN (:accessKeyId)
         OR json_extract_scalar(responseelements, '$.accessKey.accessKeyId') IN (:accessKeyId)
         OR any_match(resources, r -> r.arn IN (:accessKeyId))`,
        NAMES,
      ),
    ).toEqual([]);
  });

  test.each([
    ['eventname', 'a scope is a condition; compare the value with something'],
    ['eventid IN (SELECT eventid FROM events)', 'a scope looks at one record at a time; leave the sub-query to a step'],
    ['EXISTS (SELECT 1 FROM baseline)', 'a scope looks at one record at a time; leave the sub-query to a step'],
    ['count(*) > 1', 'count cannot stand in WHERE; compute it in a WITH and filter there, or use HAVING'],
    ["lag(eventname) OVER (ORDER BY eventtime) = 'x'", 'lag cannot stand in WHERE; compute it in a WITH and filter there, or use HAVING'],
    ['evntname = 1', "unknown column 'evntname'; did you mean 'eventname'?"],
    [
      "eventname = 'a') OR (1 = 1",
      "unexpected ')'; look for a missing comma, bracket or keyword before it, or for SQL that Trino does not have",
    ],
    [
      "eventname = 'a' ORDER BY 1",
      "unexpected 'ORDER'; look for a missing comma, bracket or keyword before it, or for SQL that Trino does not have",
    ],
    [
      "eventname = 'a'; SELECT 1",
      "unexpected ';'; look for a missing comma, bracket or keyword before it, or for SQL that Trino does not have",
    ],
  ])('%s', (predicate, message) => {
    expect(messages(predicate)).toEqual([message]);
  });

  test('names the line of a problem', () => {
    expect(lintScope("eventname = 'a'\n  OR readonly = true", NAMES)).toEqual([
      { line: 2, column: 15, message: "cannot compare varchar with boolean; it is text, so compare it with 'true' or 'false'" },
    ]);
  });
});
