import { describe, expect, test } from 'vitest';
import { translate } from '../../../lib/local/duckdb/translate.ts';
import { loadSmallLog } from './small-log.ts';
import { openDuckdb, rowsOf } from './translated.ts';

const connection = await openDuckdb();
await loadSmallLog(connection);

/** What a step does, its query, the values of its parameters, and the rows that it gives. */
type Example = readonly [what: string, sql: string, values: (string | number)[], rows: unknown[][]];

const EXAMPLES: Example[] = [
  [
    'follows a key through IN with several values',
    'SELECT eventid FROM log WHERE useridentity.accesskeyid IN (?, ?) ORDER BY eventtime',
    ['AKIAALICE0000001', 'AKIANOBODY000001'],
    [['e2'], ['e3']],
  ],
  [
    'keeps characters that JavaScript counts as two where they are',
    `SELECT /* 😀 */ '😀' AS a, 1 AS b FROM log WHERE eventid = 'e1' AND '𝒜' <> 'B'`,
    [],
    [['😀', 1]],
  ],
  [
    'reads fields of fields',
    `SELECT eventid, useridentity.sessioncontext.sessionissuer.username AS role, e.useridentity.sessioncontext.attributes.mfaauthenticated AS mfa
     FROM events e WHERE useridentity.type = 'AssumedRole' AND eventname LIKE 'Run%' ORDER BY eventid`,
    [],
    [['e6', 'Admin', 'false']],
  ],
  [
    'reads JSON by path',
    `SELECT eventid, json_extract_scalar(requestparameters, '$["x-amz-acl"]') AS acl, json_extract_scalar(requestparameters, '$.nothing') AS nothing
     FROM events WHERE json_extract_scalar(requestparameters, '$.bucketName') IS NOT NULL ORDER BY eventid`,
    [],
    [
      ['e4', 'private', null],
      ['e5', null, null],
    ],
  ],
  [
    'makes a row of each item of a JSON list, with its place',
    `SELECT json_extract_scalar(item, '$.instanceId') AS instance, n FROM events
     CROSS JOIN UNNEST(CAST(json_extract(responseelements, '$.instancesSet.items') AS ARRAY(JSON))) WITH ORDINALITY AS t(item, n) ORDER BY n`,
    [],
    [
      ['i-01', 1],
      ['i-02', 2],
    ],
  ],
  [
    'makes a row of each resource',
    `SELECT r.arn, count(*) AS n FROM events CROSS JOIN UNNEST(resources) AS r(arn, accountid, type)
     WHERE r.type = 'AWS::S3::Bucket' GROUP BY r.arn ORDER BY r.arn`,
    [],
    [
      ['arn:aws:s3:::secrets', 1],
      ['arn:aws:s3:::vault', 1],
    ],
  ],
  [
    'makes a row of each transformed resource',
    `SELECT eventid, arn FROM events CROSS JOIN UNNEST(transform(resources, r -> r.arn)) AS t(arn) WHERE arn LIKE '%/%' ORDER BY 1`,
    [],
    [['e4', 'arn:aws:s3:::secrets/a.txt']],
  ],
  [
    'keeps records without resources in a LEFT JOIN UNNEST',
    `SELECT eventid, r.type FROM events LEFT JOIN UNNEST(resources) AS r(arn, accountid, type) ON TRUE
     WHERE eventid IN ('e5', 'e6') ORDER BY eventid`,
    [],
    [
      ['e5', 'AWS::S3::Bucket'],
      ['e6', null],
    ],
  ],
  [
    'reads the statements of a policy',
    `SELECT json_extract_scalar(s, '$.Effect') AS effect, json_extract_scalar(s, '$.Action') AS action, json_format(json_extract(s, '$.Resource')) AS resource
     FROM events CROSS JOIN UNNEST(CAST(json_extract(json_parse(json_extract_scalar(requestparameters, '$.policyDocument')), '$.Statement') AS ARRAY(JSON))) AS t(s)
     ORDER BY effect`,
    [],
    [
      ['Allow', '*', '["*"]'],
      ['Deny', 's3:*', null],
    ],
  ],
  [
    'asks lists with lambdas',
    `SELECT eventid, cardinality(filter(resources, r -> r.type LIKE '%Object')) AS objects,
       array_join(transform(resources, r -> lower(r.type)), ' ') AS types, reduce(transform(resources, r -> length(r.arn)), 0, (s, n) -> s + n, s -> s * 2) AS size
     FROM events WHERE any_match(resources, r -> r.arn IN (?)) ORDER BY 1`,
    ['arn:aws:s3:::secrets'],
    [['e4', 1, 'aws::s3::bucket aws::s3::object', 92]],
  ],
  [
    'finds addresses in networks of either kind, and leaves out what is no address',
    `SELECT eventid FROM log WHERE any_match(ARRAY[?, ?], n -> contains(n, TRY_CAST(sourceipaddress AS IPADDRESS))) ORDER BY eventid`,
    ['203.0.113.0/24', '2001:db8::/32'],
    [['e3'], ['e4'], ['e5'], ['e7']],
  ],
  [
    'counts none where Trino counts none',
    `SELECT count(*) AS n, count_if(errorcode IS NOT NULL) AS failed, sum(1) AS ones FROM events WHERE eventname = 'Nothing' ORDER BY 1`,
    [],
    [[0, 0, null]],
  ],
  [
    'groups, filters and joins texts',
    `SELECT eventsource, count(*) AS calls, count_if(errorcode IS NOT NULL) AS failed,
       array_join(array_sort(array_agg(DISTINCT errorcode) FILTER (WHERE errorcode IS NOT NULL)), ' ') AS errors,
       min_by(eventid, eventtime || eventid) AS eventid, listagg(eventid, ',') WITHIN GROUP (ORDER BY eventid) AS eventids
     FROM events GROUP BY eventsource HAVING count(*) > 1 ORDER BY eventsource`,
    [],
    [['s3.amazonaws.com', 2, 1, 'AccessDenied', 'e4', 'e4,e5']],
  ],
  [
    'compares with the baseline by NOT IN and by NOT EXISTS',
    `SELECT e.eventid FROM events e WHERE e.sourceipaddress NOT IN (SELECT b.sourceipaddress FROM baseline b WHERE b.sourceipaddress IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM baseline b WHERE b.eventsource = e.eventsource) ORDER BY 1`,
    [],
    [['e3'], ['e4'], ['e5'], ['e6']],
  ],
  [
    'compares with the baseline by LEFT JOIN',
    `WITH known AS (SELECT DISTINCT useragent FROM baseline)
     SELECT e.useragent, min(e.eventid) AS eventid FROM events e LEFT JOIN known k ON k.useragent = e.useragent
     WHERE k.useragent IS NULL GROUP BY e.useragent ORDER BY 1`,
    [],
    [
      ['AWS Internal', 'e6'],
      ['python-requests/2.31', 'e4'],
    ],
  ],
  [
    'numbers and looks back over windows',
    `SELECT eventid, row_number() OVER (PARTITION BY eventname ORDER BY eventtime DESC) AS n, lag(eventname, 1, '-') OVER (ORDER BY eventtime) AS before,
       last_value(errorcode) IGNORE NULLS OVER (ORDER BY eventtime ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS last_error
     FROM events ORDER BY eventid`,
    [],
    [
      ['e3', 1, '-', null],
      ['e4', 2, 'AssumeRole', null],
      ['e5', 1, 'GetObject', 'AccessDenied'],
      ['e6', 1, 'GetObject', 'AccessDenied'],
      ['e7', 1, 'RunInstances', 'AccessDenied'],
    ],
  ],
  [
    'splits a principal into sessions by the time between calls',
    `WITH gaps AS (SELECT eventid, useridentity.arn AS arn, eventtime, CASE WHEN date_diff('minute',
         lag(from_iso8601_timestamp(eventtime)) OVER (PARTITION BY useridentity.arn ORDER BY eventtime), from_iso8601_timestamp(eventtime)) > 30 THEN 1 ELSE 0 END AS gap
       FROM log),
     sessions AS (SELECT arn, eventid, eventtime, sum(gap) OVER (PARTITION BY arn ORDER BY eventtime) AS nth FROM gaps)
     SELECT arn, nth, count(*) AS calls, min(eventtime) AS started FROM sessions GROUP BY arn, nth ORDER BY arn, nth`,
    [],
    [
      ['arn:aws:iam::111122223333:user/alice', 0, 2, '2026-06-01T00:00:10Z'],
      ['arn:aws:iam::111122223333:user/alice', 1, 1, '2026-06-01T01:00:00Z'],
      ['arn:aws:sts::111122223333:assumed-role/Admin/bob', 0, 2, '2026-06-01T01:05:00Z'],
      ['arn:aws:sts::111122223333:assumed-role/Admin/bob', 1, 2, '2026-06-01T03:00:00Z'],
    ],
  ],
  [
    'counts by the hour',
    `SELECT date_format(date_trunc('hour', from_iso8601_timestamp(eventtime)), '%Y-%m-%d %H:%i') AS hour, count(*) AS n, min(eventid) AS eventid
     FROM events GROUP BY 1 ORDER BY 1`,
    [],
    [
      ['2026-06-01 01:00', 3, 'e3'],
      ['2026-06-01 03:00', 2, 'e6'],
    ],
  ],
  [
    'takes texts apart',
    `SELECT DISTINCT regexp_extract(useragent, '^([A-Za-z0-9_-]+)/', 1) AS tool, element_at(split(useridentity.arn, '/'), -1) AS session,
       split_part(eventsource, '.', 1) AS service, regexp_replace(useridentity.arn, '^arn:aws:(\\w+)::(\\d+):', '$1@$2:') AS short
     FROM events WHERE regexp_like(useragent, '(?i)PYTHON-requests') ORDER BY tool`,
    [],
    [['python-requests', 'bob', 's3', 'sts@111122223333:assumed-role/Admin/bob']],
  ],
  [
    'reads a URL',
    `SELECT url_extract_host(json_extract_scalar(additionaleventdata, '$.LoginTo')) AS host,
       url_extract_parameter(json_extract_scalar(additionaleventdata, '$.LoginTo'), 'region') AS region FROM baseline WHERE eventname = 'ConsoleLogin' ORDER BY 1`,
    [],
    [['console.aws.amazon.com', 'eu-west-1']],
  ],
  [
    'counts in several ways at once',
    `SELECT eventsource, useridentity.type AS kind, count(*) AS n FROM log
     WHERE eventsource LIKE 's%' GROUP BY GROUPING SETS ((eventsource), (useridentity.type), ()) ORDER BY n, eventsource, kind`,
    [],
    [
      ['signin.amazonaws.com', null, 1],
      ['sts.amazonaws.com', null, 1],
      ['s3.amazonaws.com', null, 2],
      [null, 'AssumedRole', 2],
      [null, 'IAMUser', 2],
      [null, null, 4],
    ],
  ],
  [
    'takes a value twice where one macro needs it twice',
    'SELECT greatest(eventid, ?) AS later, coalesce(?, ?) AS first FROM events WHERE eventid > ? ORDER BY 1',
    ['e5', 'a', 'b', 'e4'],
    [
      ['e5', 'a'],
      ['e6', 'a'],
      ['e7', 'a'],
    ],
  ],
  [
    'keeps names apart that DuckDB or a macro has for itself',
    `SELECT array_join(array_remove(e, "show"), ' ') AS desc_, array_join(transform(e, lambda -> concat(lambda, "show")), ' ') AS qualify
     FROM (VALUES (ARRAY['a', 'b', 'a'], 'a')) AS t(e, "show") ORDER BY 1`,
    [],
    [['b', 'aa ba aa']],
  ],
  [
    'takes away what another query gives',
    "SELECT eventname FROM log EXCEPT SELECT eventname FROM events UNION ALL SELECT 'x' ORDER BY 1",
    [],
    [['ConsoleLogin'], ['CreateAccessKey'], ['x']],
  ],
];

describe('a query of Trino gives its rows on DuckDB', () => {
  test.each(EXAMPLES)('%s', async (_, sql, values, rows) => {
    expect(await rowsOf(connection, sql, values)).toEqual(rows);
  });
});

describe('what cannot be carried over', () => {
  test.each([
    ["SELECT json_value(requestparameters, 'lax $.a') FROM events", 'write json_extract_scalar(x, path)'],
    ['SELECT now()', "function 'now' is not allowed"],
    ["SELECT from_iso8601_timestamp(eventtime) AT TIME ZONE 'Europe/Berlin' FROM events", 'AT TIME ZONE is not supported'],
    ['SELECT eventid FROM events; DROP TABLE events', 'a second statement'],
    ["COPY events TO 'x'", 'cannot run this SQL on DuckDB'],
  ])('%s is refused', (sql, message) => {
    expect(() => translate(sql)).toThrow(message);
  });
});
