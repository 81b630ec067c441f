import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COLUMNS } from '../../lib/core/cloudtrail.ts';
import type { Answer, Evidence, Grant } from '../../lib/core/investigation.ts';
import type { Plan } from '../../lib/core/plan.ts';
import { rolePolicies } from '../../lib/core/policy.ts';
import type { Engine } from '../../lib/core/ports.ts';
import type { Statement } from '../../lib/core/statement.ts';
import { planWith } from '../core/example-plan.ts';
import { type Stored, TRAIL } from './small-trail.ts';

/** Stores a trail and opens an engine over it. */
export type MakeEngine = (trail: readonly Stored[]) => Promise<{ readonly engine: Engine; readonly close: () => Promise<void> }>;

const plan: Plan = { ...planWith({}), eventIds: ['other-key', 'never-seen'] };
const { window } = plan;
const select = `SELECT ${COLUMNS.join(', ')} FROM logs`;
const collecting: Statement = {
  sql: `${select} WHERE (eventtime >= '${window.from}' AND eventtime < '${window.to}' AND useridentity.accesskeyid IN (?)) OR eventid IN (?, ?)`,
  parameters: ['AKIAIOSFODNN7EXAMPLE', ...plan.eventIds],
};

/** Access as the machine hands it out. */
export const grantFor = (granted: Plan): Grant => ({
  kind: 'local',
  granted: granted.window.to,
  deadline: granted.access.deadline,
  policies: rolePolicies(granted),
});

/** What every engine does with a trail and with questions, whatever its SQL runs on. */
export function enginePortContract(name: string, make: MakeEngine): void {
  describe(`${name} as an engine`, () => {
    let opened: Awaited<ReturnType<MakeEngine>>;
    let evidence: Evidence;
    beforeAll(async () => {
      opened = await make(TRAIL);
      evidence = await opened.engine.collect(plan, collecting, grantFor(plan));
    });
    afterAll(() => opened.close());
    const ask = (sql: string, rowLimit = 100): Promise<Answer> =>
      opened.engine.ask(evidence, { step: 'step', statement: { sql, parameters: [] }, rowLimit });
    const rows = async (sql: string) => {
      const answer = await ask(sql);
      return answer.kind === 'rows' ? answer.rows : answer.reason;
    };

    test('keeps what the statement matches in the planned accounts, Regions and days, each event once', async () => {
      expect(await rows('SELECT eventid FROM evidence ORDER BY eventtime, eventid')).toEqual([
        ['first'],
        ['other-key'],
        ['data'],
        ['last'],
      ]);
      expect(evidence.records).toBe(4);
    });
    test('tells which of the alarm’s own events it found, and of which services data events', () => {
      expect(evidence.found).toEqual(['other-key']);
      expect(evidence.dataEvents).toEqual(['s3.amazonaws.com']);
    });
    test('may collect again, with the same outcome', async () => {
      const again = await opened.engine.collect(plan, collecting, grantFor(plan));
      expect({ records: again.records, found: again.found }).toEqual({ records: evidence.records, found: evidence.found });
      const answer = await opened.engine.ask(again, {
        step: 's',
        statement: { sql: 'SELECT count(*) AS n FROM evidence', parameters: [] },
        rowLimit: 1,
      });
      expect(answer).toMatchObject({ kind: 'rows', rows: [[4]] });
    });
    test('has nested columns, and JSON as text', async () => {
      const sql = `SELECT useridentity.username, json_extract_scalar(requestparameters, '$.tags[0].value') AS tag FROM evidence WHERE eventid = 'first'`;
      expect(await rows(sql)).toEqual([['alice', 'b']]);
    });
    test('binds parameters as values, whatever they look like', async () => {
      const statement = { sql: 'SELECT eventid FROM evidence WHERE eventname IN (?)', parameters: ["x') OR true --"] };
      expect(await opened.engine.ask(evidence, { step: 's', statement, rowLimit: 9 })).toMatchObject({ kind: 'rows', rows: [] });
    });
    test('cuts off at the row limit and says so', async () => {
      const three = await ask('SELECT eventid FROM evidence ORDER BY eventtime LIMIT 4', 3);
      expect(three).toMatchObject({ kind: 'rows', truncated: true, rows: [['first'], ['other-key'], ['data']] });
      expect(await ask('SELECT eventid FROM evidence LIMIT 5', 4)).toMatchObject({ kind: 'rows', truncated: false });
    });
    test('gives cells that are one value each', async () => {
      const sql = `SELECT count(*) AS n, true AS yes, CAST(NULL AS varchar) AS nothing, array_agg(DISTINCT eventsource) AS list,
        max(from_iso8601_timestamp(eventtime)) AS latest, 0.5 AS half FROM evidence`;
      const [row = []] = await rows(sql);
      expect([...row].every((cell) => cell === null || ['string', 'number', 'boolean'].includes(typeof cell))).toBe(true);
      expect([row[0], row[1], row[2]]).toEqual([4, true, null]);
    });
    test('answers a query that fails with its reason, and goes on', async () => {
      expect(await ask('SELECT no_such_column FROM evidence')).toMatchObject({
        kind: 'failed',
        step: 'step',
        reason: expect.stringMatching(/no_such_column/),
      });
      expect(await rows('SELECT count(*) AS n FROM evidence')).toEqual([[4]]);
    });
    test('does not run a statement that is no query', async () => {
      expect(await ask('DROP TABLE evidence')).toMatchObject({ kind: 'failed' });
      expect(await rows('SELECT count(*) AS n FROM evidence')).toEqual([[4]]);
    });
    test('has empty evidence where nothing matches', async () => {
      const nothing = await opened.engine.collect(plan, { sql: `${select} WHERE eventname IN (?)`, parameters: ['None'] }, grantFor(plan));
      expect(nothing).toMatchObject({ records: 0, found: [], dataEvents: [], problems: [] });
      const answer = await opened.engine.ask(nothing, {
        step: 's',
        statement: { sql: 'SELECT eventid FROM evidence', parameters: [] },
        rowLimit: 1,
      });
      expect(answer).toMatchObject({ kind: 'rows', columns: ['eventid'], rows: [] });
    });
  });
}
