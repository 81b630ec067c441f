import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLUMNS } from '../../lib/core/cloudtrail.ts';
import { collectStatement, question } from '../../lib/core/compose.ts';
import { type Entities, EntityName } from '../../lib/core/entity.ts';
import type { Plan } from '../../lib/core/plan.ts';
import { type Planning, planFor } from '../../lib/core/plan-for.ts';
import { catalogueOf } from '../../lib/core/runbook/catalogue.ts';
import { namesOf } from '../../lib/core/runbook/requirement.ts';
import type { Catalogue } from '../../lib/core/runbook/runbook.ts';
import { lintQuery } from '../../lib/core/sql/lint.ts';
import type { Statement } from '../../lib/core/statement.ts';
import { localMachine } from '../../lib/local/machine.ts';
import { alarmWith, EVENT, KEY, planningWith } from './example-alarm.ts';
import { catalogueWith, stepText } from './example-runbook.ts';

const real = catalogueOf(localMachine.runbookFiles());
const ANY = 'triggers: { guardduty: ["*"] }';
const keys = (...front: string[]) => ({ front: ['parameters: [accessKeyId]', ANY, ...front] });
const planned = (catalogue: Catalogue, entities: Entities = { accessKeyId: [KEY] }, parts: Partial<Planning> = {}) =>
  planFor(alarmWith({ entities }), planningWith({ catalogue, ...parts }));

/** The statements of every step of a plan. */
const statementsOf = (plan: Plan, catalogue: Catalogue): Statement[] =>
  plan.runbooks.flatMap((one) => {
    const runbook = catalogue.get(one.id);
    return runbook === undefined ? [] : runbook.steps.map((step) => question(plan, one, { runbook, step }).statement);
  });

const firstStatement = (catalogue: Catalogue, entities?: Entities): Statement => {
  const [first] = statementsOf(planned(catalogue, entities), catalogue);
  if (first === undefined) throw new Error('no step');
  return first;
};

/** Marks outside of strings and comments. */
const marksIn = (sql: string): number => (sql.replaceAll(/'(?:[^']|'')*'|--.*|\/\*[\s\S]*?\*\//g, '').match(/\?/g) ?? []).length;

/** A plan for one real runbook, whatever its triggers and requirements, with so many values of every name that it knows. */
function planOf(id: string, values: (name: EntityName) => string[]): Plan {
  const runbook = real.get(id);
  if (runbook === undefined) throw new Error(`no runbook ${id}`);
  const entities = Object.fromEntries(namesOf(runbook).map((name) => [name, values(name)]));
  const plan = planned(catalogueWith(keys()), { accessKeyId: [KEY] });
  const from = '2026-05-01T00:00:00Z';
  const one = { id, title: runbook.title, severity: runbook.severity, because: 'test', parameters: entities, sha256: '' };
  return {
    ...plan,
    eventIds: values('eventId'),
    runbooks: [{ ...one, ...(runbook.baseline === undefined ? {} : { baselineFrom: from }) }],
  };
}

describe.each([...real.keys()])('the statements of %s', (id) => {
  it.each([0, 1, 50])('are Trino SQL of known columns and functions with %i values of each name', (count) => {
    const plan = planOf(id, (name) => Array.from({ length: count }, (_, index) => `${name}-${index}`));
    for (const { sql, parameters } of [collectStatement(plan, real), ...statementsOf(plan, real)]) {
      expect(lintQuery(sql), sql).toEqual([]);
      expect(marksIn(sql)).toBe(parameters.length);
    }
  });
});

describe('a value', () => {
  it('never becomes part of the SQL, whatever stands in it', () => {
    const texts = fc.array(fc.string({ unit: 'binary', minLength: 8 }), { minLength: 1, maxLength: 5 });
    const harmless = planOf('access-key-activity', () => ['a', 'b', 'c', 'd', 'e']);
    fc.assert(
      fc.property(texts, (values) => {
        const five = Array.from({ length: 5 }, (_, index) => values[index % values.length] ?? '');
        const plan = planOf('access-key-activity', () => five);
        const [hostile, known] = [plan, harmless].map((one) => [collectStatement(one, real), ...statementsOf(one, real)]);
        expect(hostile?.map(({ sql }) => sql)).toEqual(known?.map(({ sql }) => sql));
        expect(hostile?.flatMap(({ parameters }) => parameters).filter((value) => five.includes(String(value))).length).toBeGreaterThan(4);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the one pass', () => {
  const catalogue = catalogueWith({ id: 'now', ...keys() }, { id: 'before', ...keys('baseline: 14') });

  it('keeps what each scope matches, from the start of its own baseline to the end of the window', () => {
    const { sql, parameters } = collectStatement(planned(catalogue), catalogue);
    const [before = '', now = ''] = sql.split('\n  OR ');
    expect(before).toContain("eventtime >= '2026-05-18T02:00:00Z' AND eventtime < '2026-06-01T05:00:00Z' AND (\nuseridentity");
    expect(now).toContain("eventtime >= '2026-06-01T02:00:00Z' AND eventtime < '2026-06-01T05:00:00Z' AND (\nuseridentity");
    expect(parameters).toEqual([KEY, KEY]);
    expect(sql.startsWith(`SELECT ${COLUMNS.join(', ')}\nFROM logs\nWHERE `)).toBe(true);
  });

  it("keeps the alarm's own events too, whenever they were", () => {
    const { sql, parameters } = collectStatement(planned(catalogue, { accessKeyId: [KEY], eventId: [EVENT] }), catalogue);
    expect(sql).toMatch(/\n {2}OR eventid IN \(\?\)$/);
    expect(parameters.at(-1)).toBe(EVENT);
  });

  it('takes a sample of the data events, where a runbook needs them', () => {
    const needy = catalogueWith(keys('needs: s3 data events'));
    expect(collectStatement(planned(needy), needy).sql).toContain("eventcategory = 'Data' AND eventid LIKE");
    expect(collectStatement(planned(catalogue), catalogue).sql).not.toContain('LIKE');
  });

  it('reads a scope to its end, with a comment behind it', () => {
    const commented = catalogueWith({ ...keys(), scope: "eventname = 'A' OR useridentity.accesskeyid IN (:accessKeyId) -- and :others" });
    const plan = planned(commented);
    const all = [collectStatement(plan, commented), ...statementsOf(plan, commented)];
    expect(all.map(({ sql }) => lintQuery(sql))).toEqual([[], []]);
    expect(all.map(({ parameters }) => parameters.length)).toEqual([1, 2]);
  });
});

describe('a question', () => {
  const body = (sql: string) => catalogueWith({ ...keys('baseline: 14'), steps: [stepText('Step', { sql })] });

  it('sees the window as events and the days before it as baseline', () => {
    const { sql } = firstStatement(body('SELECT e.eventid FROM events e JOIN baseline b ON b.eventid = e.eventid ORDER BY 1'));
    const [events = '', baseline = ''] = sql.split('baseline AS');
    expect(events).toContain("eventtime >= '2026-06-01T02:00:00Z' AND eventtime < '2026-06-01T05:00:00Z'");
    expect(baseline).toContain("eventtime >= '2026-05-18T02:00:00Z' AND eventtime < '2026-06-01T02:00:00Z'");
  });

  it('reads no baseline that it does not ask for', () => {
    expect(firstStatement(body('SELECT eventid FROM events ORDER BY eventid')).sql).not.toContain('baseline');
  });

  it.each([
    'WITH a AS (SELECT eventid FROM events)\nSELECT eventid FROM a ORDER BY eventid',
    'with a as (select 1 as n) select n from a order by n',
  ])('may begin with a WITH of its own: %s', (own) => {
    const { sql } = firstStatement(body(own));
    expect(lintQuery(sql)).toEqual([]);
    expect(sql.match(/\bWITH\b/gi)).toHaveLength(1);
  });

  it('may end with a comment', () => {
    const { sql } = firstStatement(body('SELECT eventid FROM events ORDER BY eventid -- the end'));
    expect(sql.endsWith('-- the end\nLIMIT 501')).toBe(true);
    expect(lintQuery(sql)).toEqual([]);
  });

  it('asks for one row more than the limit, to know whether there are more', () => {
    const catalogue = body('SELECT eventid FROM events ORDER BY eventid');
    const plan = { ...planned(catalogue), rowLimit: 7 };
    expect(statementsOf(plan, catalogue)[0]?.sql).toMatch(/LIMIT 8$/);
  });

  it('knows trusted networks even where there are none: as one that no address is in', () => {
    const trusted = body(
      'SELECT eventid FROM events WHERE any_match(ARRAY[:trustedNetworks], n -> contains(n, try_cast(sourceipaddress AS ipaddress))) ORDER BY 1',
    );
    expect(firstStatement(trusted).parameters).toEqual([KEY, '0.0.0.0/32']);
  });

  it('has a number as a number', () => {
    const counted = body(
      'SELECT eventname FROM (SELECT eventname, count(*) AS calls FROM events GROUP BY 1) WHERE calls >= :minCount ORDER BY 1',
    );
    expect(firstStatement(counted).parameters).toEqual([KEY, 10]);
  });
});

it('every name of an entity can be bound, be there values or none', () => {
  const conditions = EntityName.options.map((name) => `eventid IN (:${name})`).join(' OR ');
  const catalogue = catalogueWith({ ...keys(), scope: conditions });
  expect(collectStatement(planned(catalogue), catalogue).parameters).toHaveLength(EntityName.options.length);
});
