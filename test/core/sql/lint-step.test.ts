import { describe, expect, test } from 'vitest';
import { lintStep } from '../../../lib/core/sql/lint.ts';

const NAMES = { lists: new Set(['accessKeyId', 'trustedNetworks']), numbers: new Set(['minCount']) };
const messages = (sql: string): string[] => lintStep(sql, NAMES).map(({ message }) => message);
/** A step that is right but for one expression. */
const selecting = (expression: string): string => `SELECT ${expression} AS x, eventid FROM events ORDER BY eventid`;
const filtering = (condition: string): string => `SELECT eventid FROM events WHERE ${condition} ORDER BY eventid`;

describe('a step that is right', () => {
  test.each([
    "SELECT eventtime, useridentity.sessioncontext.sessionissuer.arn AS role, eventid FROM events WHERE readonly = 'true' ORDER BY eventtime, eventid",
    filtering('useridentity.accesskeyid IN (:accessKeyId)'),
    filtering('any_match(ARRAY[:trustedNetworks], n -> contains(n, TRY_CAST(sourceipaddress AS IPADDRESS)))'),
    `WITH counted AS (SELECT sourceipaddress, count(*) AS n, min_by(eventid, eventtime || eventid) AS eventid FROM events GROUP BY sourceipaddress)
      SELECT sourceipaddress, n, eventid FROM counted WHERE n >= :minCount ORDER BY n DESC, sourceipaddress`,
    `SELECT e.eventid, r.arn FROM events e CROSS JOIN UNNEST(e.resources) AS r(arn, accountid, type)
      WHERE r.type = 'AWS::S3::Bucket' ORDER BY e.eventid, r.arn`,
    `SELECT s.eventid, item, n FROM events s CROSS JOIN
      UNNEST(CAST(json_extract(responseelements, '$.instancesSet.items') AS ARRAY(JSON))) WITH ORDINALITY AS t(one, n)
      CROSS JOIN UNNEST(ARRAY[json_extract_scalar(one, '$.instanceId')]) AS u(item) ORDER BY s.eventid, n`,
    `SELECT e.eventname, count(*) AS calls, array_join(array_sort(array_agg(DISTINCT e.eventid)), ' ') AS eventids FROM events e
      WHERE NOT EXISTS (SELECT 1 FROM baseline b WHERE b.eventname = e.eventname) GROUP BY 1 HAVING count(*) > 5 ORDER BY calls DESC, 1`,
    `SELECT eventid, lag(eventname) OVER (PARTITION BY useridentity.arn ORDER BY eventtime) AS before FROM events
      UNION ALL SELECT eventid, eventname FROM baseline ORDER BY eventid`,
  ])('has no problem: %s', (sql) => {
    expect(lintStep(sql, NAMES)).toEqual([]);
  });
});

describe('the frame of a step', () => {
  test.each([
    ['DELETE FROM events', 'this is no SELECT; a step is one SELECT, which may have a WITH'],
    ['SELECT eventid FROM events ORDER BY eventid; SELECT 1', 'a second statement; a step is one SELECT'],
    ['SELECT eventid FROM events ORDER BY eventid;', "a ';' ends nothing here; take it out"],
    ['SELECT eventid FROM events', 'no ORDER BY; without one the rows come in another order each time'],
    ['SELECT eventid FROM events ORDER BY 1 LIMIT 5', 'the engine adds the LIMIT, and says when rows are left out; take it out'],
    ['SELECT eventid, * FROM events ORDER BY eventid', '* selects whatever there is; name the columns'],
    ['SELECT eventid, count(*) FROM events GROUP BY 1 ORDER BY 1', 'this column has no name; write AS name'],
    ['SELECT eventid, eventname AS EventName FROM events ORDER BY 1', "'EventName' is no name for a column; write it like first_seen"],
    ['SELECT eventid, eventid FROM events ORDER BY 1', "two columns are called 'eventid'; give one another name"],
    [
      'SELECT eventname FROM events ORDER BY 1',
      "no column 'eventid' or 'eventids'; every row names its evidence, such as min_by(eventid, eventtime || eventid) AS eventid",
    ],
    [
      'WITH events AS (SELECT 1 AS a) SELECT eventid FROM events ORDER BY 1',
      "'events' exists already; call this part of the WITH something else",
    ],
    [
      '-- why\nWITH a AS (SELECT eventid FROM events) SELECT eventid FROM a ORDER BY 1',
      'the engine adds its own parts to this WITH, so nothing stands before it; put the comment behind the WITH',
    ],
  ])('%s', (sql, message) => {
    expect(messages(sql)).toContain(message);
  });

  test.each([
    'SELECT eventid FROM cloudtrail_logs ORDER BY 1',
    'SELECT eventid FROM awsdatacatalog.trail.events ORDER BY 1',
    "SELECT eventid FROM read_json('/etc/passwd') ORDER BY 1",
    "SELECT eventid FROM '/etc/passwd' ORDER BY 1",
    'SELECT eventid FROM TABLE(sequence(1, 2)) ORDER BY 1',
    'SELECT eventid FROM information_schema.tables ORDER BY 1',
  ])('reads nothing but events, baseline and its own WITH: %s', (sql) => {
    expect(messages(sql)).not.toEqual([]);
  });
});

describe('names', () => {
  test.each([
    [selecting('eventtme'), "unknown column 'eventtme'; did you mean 'eventtime'?"],
    [selecting('useridentity.acesskeyid'), "there is no field 'acesskeyid'; did you mean 'accesskeyid'?"],
    [selecting('eventname.x'), "a varchar has no field 'x'; only a row has fields"],
    [selecting('e.eventname'), "unknown column 'e'"],
    ['SELECT e.evntid, eventid FROM events e ORDER BY 2', "'e' has no column 'evntid'; did you mean 'eventid'?"],
    [
      'SELECT a.eventid FROM events a JOIN baseline b ON a.eventid = b.evntid ORDER BY 1',
      "'b' has no column 'evntid'; did you mean 'eventid'?",
    ],
    [
      'SELECT a.eventid, eventname FROM events a JOIN baseline b ON a.eventid = b.eventid ORDER BY 1',
      "'eventname' is a column of several tables; write the table's alias before it",
    ],
    [
      'SELECT eventname AS n, eventid FROM events WHERE n = 1 ORDER BY 2',
      "'n' is a name of this SELECT, and Trino does not know it in WHERE; repeat the expression, or put it in a WITH",
    ],
    [
      'SELECT eventname AS n, max(eventid) AS eventid FROM events GROUP BY n ORDER BY 1',
      "'n' is a name of this SELECT, and Trino does not know it in GROUP BY; repeat the expression, or put it in a WITH",
    ],
    [
      filtering('EXISTS (SELECT 1 FROM UNNEST(resources) AS r(arn, accountid, type))'),
      "'resources' belongs to the outer query, where UNNEST in a sub-query cannot reach on Trino; use any_match(list, x -> ..)",
    ],
    [
      'SELECT eventid, r FROM events CROSS JOIN UNNEST(resources) AS t(r) ORDER BY 1',
      '1 names for 3 columns; name each one (UNNEST of rows makes a column of each field: arn, accountid, type)',
    ],
    [selecting('lenght(eventname)'), "function 'lenght' is not allowed; did you mean 'length'?"],
    [selecting('now()'), "function 'now' is not allowed; a step gives the same answer tomorrow; compare with eventtime"],
  ])('%s', (sql, message) => {
    expect(messages(sql)).toEqual([message]);
  });
});

describe('types', () => {
  test.each([
    [filtering('eventname'), 'a condition is needed here, and this is varchar; compare it with something'],
    [
      'WITH c AS (SELECT count(*) AS n FROM events) SELECT e.eventid FROM events e JOIN c ON e.eventname = c.n ORDER BY 1',
      'cannot compare varchar with bigint; CAST the text AS BIGINT, or put quotes around the number',
    ],
    [
      filtering("from_iso8601_timestamp(eventtime) > '2026-06-01'"),
      "cannot compare timestamp with time zone with varchar; compare texts (eventtime >= '2026-06-01T00:00:00Z'), or write from_iso8601_timestamp('..') on both sides",
    ],
    [
      filtering("TRY_CAST(sourceipaddress AS IPADDRESS) = '10.0.0.1'"),
      "cannot compare ipaddress with varchar; use contains('10.0.0.0/8', TRY_CAST(x AS IPADDRESS)), or compare the texts",
    ],
    [
      filtering("contains('10.0.0.5/8', TRY_CAST(sourceipaddress AS IPADDRESS))"),
      "contains: '10.0.0.5/8' has bits set behind its prefix, which Trino refuses; write 10.0.0.0/8",
    ],
    [selecting("'n: ' || length(eventname)"), 'cannot join varchar || bigint; CAST what is not text AS VARCHAR'],
    [selecting('element_at(resources, 1).arn.x'), "a varchar has no field 'x'; only a row has fields"],
    [
      'SELECT e.eventname, min_by(e.eventid, e.eventtime) AS eventid FROM events e GROUP BY 1 ORDER BY 1',
      'min_by: records of one second tie; order by eventtime || eventid',
    ],
    [selecting("array_join(array_agg(eventname), ' ')"), 'array_join: array_agg has no order; write array_sort(array_agg(..)) in it'],
    [selecting("CASE WHEN eventname = 'a' THEN 1 ELSE 'b' END"), 'bigint and varchar do not go together; CAST one of them'],
    [
      selecting('CAST(requestparameters AS JSON)'),
      'cannot cast varchar to json; that would make one JSON string of it: write json_parse(x)',
    ],
    [
      'SELECT DISTINCT eventid, eventname FROM events ORDER BY eventtime',
      'after SELECT DISTINCT, ORDER BY takes the selected columns only; select this one too',
    ],
  ])('%s', (sql, message) => {
    expect(messages(sql)).toEqual([message]);
  });
});

describe('values', () => {
  test.each([
    [filtering('eventname = :accessKeyId'), "':accessKeyId' is a list; write IN (:accessKeyId) or ARRAY[:accessKeyId]"],
    [
      filtering('eventname IN (:acessKeyId)'),
      "there is no value ':acessKeyId'; declare it in the front matter, or did you mean ':accessKeyId'?",
    ],
    [filtering('eventname IN (?)'), "a bare '?' has no value; write :name"],
    [selecting('eventname IN (:accessKeyId)'), "':accessKeyId' can stand in a WHERE only; filter there, or in a WITH"],
    [
      'SELECT max(eventid) AS eventid FROM events GROUP BY eventname HAVING count(*) > :minCount ORDER BY 1',
      "':minCount' can stand in a WHERE only; filter there, or in a WITH",
    ],
    [
      'SELECT count_if(true) FILTER (WHERE eventname IN (:accessKeyId)) AS n, max(eventid) AS eventid FROM events ORDER BY 1',
      "':accessKeyId' can stand in a WHERE only; filter there, or in a WITH",
    ],
    [filtering('eventname = :minCount'), 'cannot compare varchar with bigint; CAST the text AS BIGINT, or put quotes around the number'],
  ])('%s', (sql, message) => {
    expect(messages(sql)).toEqual([message]);
  });

  test('in strings and comments are none', () => {
    expect(messages(filtering("eventname = ':accessKeyId' -- :x\n"))).toEqual([]);
  });
});

describe('columns that are no cell', () => {
  test.each([
    [
      'array_agg(eventname)',
      "column 'x' is array(varchar), and a cell of the report is one text or number; join it with array_join(x, ' ')",
    ],
    [
      'resources',
      "column 'x' is array(row(arn varchar, accountid varchar, type varchar)), and a cell of the report is one text or number; join it with array_join(x, ' ')",
    ],
    [
      "json_extract(requestparameters, '$.a')",
      "column 'x' is json, and a cell of the report is one text or number; write json_format(x), or json_extract_scalar for one value",
    ],
    [
      'from_iso8601_timestamp(eventtime)',
      "column 'x' is timestamp with time zone, and a cell of the report is one text or number; write to_iso8601(x), or select the text eventtime itself",
    ],
    [
      'TRY_CAST(sourceipaddress AS IPADDRESS)',
      "column 'x' is ipaddress, and a cell of the report is one text or number; select the text that it was made from",
    ],
    [
      '1.5 * length(eventname)',
      "column 'x' is decimal, and a cell of the report is one text or number; write 1e0 * x or CAST(x AS DOUBLE)",
    ],
  ])('%s', (expression, message) => {
    expect(messages(selecting(expression))).toEqual([message]);
  });
});

describe('syntax', () => {
  test('is told in plain words, with line and column', () => {
    expect(lintStep('SELECT eventid\nFORM events', NAMES)).toEqual([
      {
        line: 2,
        column: 6,
        message: "unexpected 'events'; look for a missing comma, bracket or keyword before it, or for SQL that Trino does not have",
      },
    ]);
    expect(messages('SELECT eventid FROM events WHERE')).toEqual([
      'the SQL ends too early; close its last bracket or finish its last clause',
    ]);
  });

  test.each([
    "SELECT 'x'::integer",
    'SELECT a FROM b QUALIFY 1',
    "SELECT a FROM b WHERE a ILIKE 'x'",
    'FROM events',
    'SELECT [1]',
    'SELECT `eventid` FROM events',
    '',
  ])('refuses what Trino does not have: %s', (sql) => {
    expect(messages(sql)).not.toEqual([]);
  });
});
