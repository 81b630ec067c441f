import { describe, expect, test } from 'vitest';
import { lintStep } from '../../../lib/core/sql/lint.ts';

const messages = (sql: string): string[] => lintStep(sql, { lists: new Set(), numbers: new Set() }).map(({ message }) => message);
const filtering = (condition: string): string => `SELECT eventid FROM events e WHERE ${condition} ORDER BY 1`;
const selecting = (expression: string): string => `SELECT e.eventid, ${expression} AS x FROM events e ORDER BY 1`;

// Each text was asked of Trino 476, which answers these.
describe('a sub-query may speak of the outer row', () => {
  test.each([
    filtering('EXISTS (SELECT 1 FROM baseline b WHERE b.useridentity.arn = e.eventname)'),
    filtering('NOT EXISTS (SELECT 1 FROM baseline b WHERE lower(b.eventname) = lower(e.eventname) AND b.eventtime < e.eventtime)'),
    filtering("e.eventname = 'a' OR EXISTS (SELECT 1 FROM baseline b WHERE b.eventname = e.eventname OR b.eventtime < e.eventtime)"),
    filtering('e.useridentity.arn NOT IN (SELECT b.useridentity.arn FROM baseline b WHERE b.eventtime < e.eventtime)'),
    filtering(
      'e.eventname IN (SELECT b.eventname FROM baseline b JOIN events f ON f.eventid = b.eventid AND f.eventsource = e.eventsource)',
    ),
    filtering('(SELECT count(DISTINCT b.eventname) FROM baseline b WHERE b.eventtime < e.eventtime) > 1'),
    filtering('EXISTS (SELECT 1 FROM baseline b WHERE any_match(e.resources, r -> r.arn = b.eventname))'),
    filtering(
      'EXISTS (SELECT 1 FROM baseline b WHERE b.eventname = e.eventname AND NOT EXISTS (SELECT 1 FROM events f WHERE f.eventid = b.eventid))',
    ),
    selecting('(SELECT max(b.eventname) || e.eventname FROM baseline b LEFT JOIN events f ON f.eventid = b.eventid)'),
    selecting('(SELECT b.eventname FROM baseline b WHERE b.eventid = e.eventid ORDER BY e.eventname)'),
    selecting(
      '(SELECT max(t.n) FROM (SELECT b.eventname, row_number() OVER (ORDER BY b.eventtime) AS n FROM baseline b) t WHERE t.eventname = e.eventname)',
    ),
    `SELECT e.eventid, t.n FROM events e LEFT JOIN LATERAL (SELECT count(*) AS n FROM baseline b WHERE b.eventname = e.eventname) t
      ON TRUE ORDER BY 1`,
    `SELECT count_if(EXISTS (SELECT 1 FROM baseline b WHERE b.eventname = e.eventname)) AS n, max(eventid) AS eventid FROM events e ORDER BY 1`,
    'SELECT e.eventid FROM events e JOIN baseline b ON EXISTS (SELECT 1 FROM baseline c WHERE c.eventname = e.eventname) ORDER BY 1',
    'SELECT e.eventid FROM events e LEFT JOIN baseline b ON e.eventname IN (SELECT c.eventname FROM baseline c) ORDER BY 1',
    `WITH q AS (SELECT eventid, useridentity.arn AS actor FROM events)
      SELECT q.eventid FROM q WHERE NOT EXISTS (SELECT 1 FROM baseline b WHERE b.useridentity.arn = q.actor) ORDER BY 1`,
  ])('%s', (sql) => {
    expect(messages(sql)).toEqual([]);
  });
});

// "Given correlated subquery is not supported", says Trino 476 to these.
describe('a field of the outer row', () => {
  const refused = (name: string): string =>
    `'${name}' is a field of the outer row, of which Trino reaches only whole columns from a sub-query; name it in a WITH first, such as useridentity.arn AS actor, and compare with that`;

  test.each([
    [filtering('EXISTS (SELECT 1 FROM baseline b WHERE b.useridentity.arn = e.useridentity.arn)'), 'e.useridentity.arn'],
    [filtering("EXISTS (SELECT 1 FROM baseline b WHERE b.eventname = coalesce(e.useridentity.arn, ''))"), 'e.useridentity.arn'],
    [filtering('EXISTS (SELECT 1 FROM baseline b WHERE b.eventname = (e.useridentity).arn)'), 'e.useridentity'],
    [selecting('(SELECT max(b.eventname) FROM baseline b WHERE b.eventname = e.tlsdetails.tlsversion)'), 'e.tlsdetails.tlsversion'],
    [
      'SELECT e.eventid, t.n FROM events e CROSS JOIN LATERAL (SELECT count(*) AS n FROM baseline b WHERE b.eventname = e.useridentity.arn) t ORDER BY 1',
      'e.useridentity.arn',
    ],
    [
      'WITH q AS (SELECT eventid, useridentity AS u FROM events) SELECT q.eventid FROM q WHERE EXISTS (SELECT 1 FROM baseline b WHERE b.eventname = q.u.arn) ORDER BY 1',
      'q.u.arn',
    ],
  ])('%s', (sql, name) => {
    expect(messages(sql)).toEqual([refused(name)]);
  });
});

describe('the outer row', () => {
  const AGGREGATE = 'inside of an aggregate; compare it in the WHERE of the sub-query';
  const GROUPED = 'a sub-query with DISTINCT, GROUP BY, HAVING or OVER; put the sub-query into a WITH, and join it';
  const LIMITED = 'a sub-query with LIMIT; use min_by or max_by, or row_number() in a WITH';
  const LISTED = 'a sub-query with UNION, INTERSECT, EXCEPT or VALUES; put the sub-query into a WITH, and join it';
  const NESTED = 'a sub-query inside of another; put one of them into a WITH, and join it';
  const OUTER_JOIN = 'the ON of an outer JOIN; compare in a WHERE, or put one side of the JOIN into a WITH';
  const IN = 'an IN whose sub-query computes what it selects; write EXISTS, and compare in its WHERE';

  test.each([
    [selecting('(SELECT count_if(b.eventname = e.eventname) FROM baseline b)'), AGGREGATE],
    [selecting('(SELECT count(*) FILTER (WHERE b.eventname = e.eventname) FROM baseline b)'), AGGREGATE],
    [selecting("(SELECT listagg(b.eventname || e.eventname, ' ') WITHIN GROUP (ORDER BY b.eventname) FROM baseline b)"), AGGREGATE],
    [filtering('EXISTS (SELECT 1 FROM baseline b WHERE b.eventname = e.eventname HAVING count(*) > 3)'), GROUPED],
    [filtering('EXISTS (SELECT b.eventname FROM baseline b WHERE b.eventtime < e.eventtime GROUP BY b.eventname)'), GROUPED],
    [filtering('e.eventname IN (SELECT DISTINCT b.eventname FROM baseline b WHERE b.eventsource = e.eventsource)'), GROUPED],
    [selecting('(SELECT row_number() OVER (ORDER BY b.eventtime) FROM baseline b WHERE b.eventname = e.eventname)'), GROUPED],
    [selecting('(SELECT b.eventtime FROM baseline b WHERE b.eventname = e.eventname LIMIT 1)'), LIMITED],
    [
      filtering('e.eventname IN (SELECT b.eventname FROM baseline b UNION SELECT f.eventname FROM events f WHERE f.eventid = e.eventid)'),
      LISTED,
    ],
    [filtering('e.eventname IN (VALUES e.eventsource)'), LISTED],
    [filtering('EXISTS (SELECT 1 FROM baseline b WHERE EXISTS (SELECT 1 FROM events f WHERE f.eventname = e.eventname))'), NESTED],
    [
      selecting(
        '(SELECT max(b.eventname) FROM baseline b JOIN (SELECT f.eventid FROM events f WHERE f.eventsource = e.eventsource) t ON TRUE)',
      ),
      NESTED,
    ],
    [selecting('(SELECT max(b.eventname) FROM baseline b LEFT JOIN events f ON b.eventsource = e.eventsource)'), OUTER_JOIN],
    [
      'SELECT e.eventid FROM events e LEFT JOIN baseline b ON EXISTS (SELECT 1 FROM baseline c WHERE c.eventsource = e.eventsource) ORDER BY 1',
      OUTER_JOIN,
    ],
    [filtering('e.eventname IN (SELECT b.eventname || e.eventsource FROM baseline b)'), IN],
    [filtering('e.eventname IN (SELECT max(b.eventname) FROM baseline b WHERE b.eventsource = e.eventsource)'), IN],
  ])('is out of reach: %s', (sql, place) => {
    const [message, ...more] = messages(sql);
    expect(more).toEqual([]);
    expect(message).toMatch(/^'e\.event(name|source|time|id)' belongs to the outer query, where Trino cannot reach from /);
    expect(message?.replace(/^.* reach from /, '')).toBe(place);
  });
});

test.each([
  'EXISTS (SELECT 1 FROM baseline b WHERE b.eventname = r.arn)',
  'r.arn IN (SELECT eventname FROM baseline)',
  'r.arn = (SELECT max(eventname) FROM baseline)',
])('a lambda has no sub-query: %s', (body) => {
  expect(messages(filtering(`any_match(e.resources, r -> ${body})`))).toEqual([
    'a lambda cannot have a sub-query on Trino; UNNEST the list in a WITH, and compare there',
  ]);
});
