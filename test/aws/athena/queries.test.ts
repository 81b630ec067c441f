import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Desk } from '../../../lib/aws/athena/run-query.ts';
import { clock } from '../../../lib/aws/clock.ts';
import { COLUMNS } from '../../../lib/core/cloudtrail.ts';
import { Interrupted } from '../../../lib/core/errors.ts';
import type { Answer, Evidence } from '../../../lib/core/investigation.ts';
import type { Statement } from '../../../lib/core/statement.ts';
import { grantFor } from '../../contract/engine-port-contract.ts';
import { TRAIL } from '../../contract/small-trail.ts';
import { planWith } from '../../core/example-plan.ts';
import { type Opened, openAthena } from './opened.ts';

const plan = planWith({});
const everything: Statement = {
  sql: `SELECT ${COLUMNS.join(', ')} FROM logs WHERE eventname IN (?, ?)`,
  parameters: ['CreateUser', 'GetObject'],
};

let opened: Opened;
let evidence: Evidence;
beforeAll(async () => {
  opened = await openAthena(TRAIL);
  evidence = await opened.engine().collect(plan, everything, grantFor(plan));
});
afterAll(() => opened.close());
beforeEach(() => {
  opened.facade.faults.clear();
  const sleep = vi.spyOn(clock, 'sleep').mockImplementation(() => new Promise((resolve) => setTimeout(resolve, 2)));
  onTestFinished(() => sleep.mockRestore());
});

const ask = (sql: string, { rowLimit = 10_000, ...desk }: Partial<Desk> & { rowLimit?: number } = {}): Promise<Answer> =>
  opened.engine(1, desk).ask(evidence, { step: 'step', statement: { sql, parameters: [] }, rowLimit });
const started = () => opened.facade.executions.size;
const interrupted = (name: string) => expect.toSatisfy((thrown) => thrown instanceof Interrupted && thrown.name === name, name);

describe('a result', () => {
  test('is read page by page, beyond the 1,000 rows of one page, each row once', async () => {
    const answer = await ask('SELECT n FROM UNNEST(sequence(1, 2500)) AS t(n) ORDER BY n');
    expect(answer).toMatchObject({ kind: 'rows', columns: ['n'], truncated: false });
    expect(answer.kind === 'rows' && answer.rows.map(([n]) => n)).toEqual(Array.from({ length: 2500 }, (_, at) => at + 1));
  });
  test('is read no further than the row limit needs', async () => {
    const before = opened.facade.calls.filter((name) => name === 'GetQueryResults').length;
    const answer = await ask('SELECT n FROM UNNEST(sequence(1, 2501)) AS t(n)', { rowLimit: 500 });
    expect(answer).toMatchObject({ kind: 'rows', truncated: true });
    expect(answer.kind === 'rows' && answer.rows.length).toBe(500);
    expect(opened.facade.calls.filter((name) => name === 'GetQueryResults').length - before).toBe(1);
  });
  test('has cells of the types that DuckDB gives', async () => {
    const cells = `9007199254740991 AS safe, 9007199254740993 AS large, true AS yes, false AS no, 2.5e0 AS half, 1e10 AS big, 0e0 AS zero,
      '' AS empty, CAST(NULL AS varchar) AS missing, '12' AS digits, 'true' AS word`;
    const [row] = rowsOf(await ask(`SELECT ${cells} FROM evidence LIMIT 1`));
    expect(row).toEqual([9007199254740991, '9007199254740993', true, false, 2.5, 1e10, 0, '', null, '12', 'true']);
  });
  test('says what was read and how long it took', async () => {
    const answer = await ask('SELECT eventid FROM evidence');
    expect(answer.kind === 'rows' && answer.bytes).toBeGreaterThan(1000);
    expect(answer.kind === 'rows' && answer.seconds).toBeGreaterThan(0);
    expect(evidence.read.bytes).toBeGreaterThan(100);
  });
});

const rowsOf = (answer: Answer) => (answer.kind === 'rows' ? answer.rows : [[answer.reason]]);

describe('a repeated question', () => {
  test('starts no second query', async () => {
    const first = await ask('SELECT count(*) AS once FROM evidence');
    const before = started();
    expect(await ask('SELECT count(*) AS once FROM evidence')).toEqual(first);
    expect(started()).toBe(before);
  });
  test('of another step, or of another text, is a query of its own', async () => {
    const before = started();
    const statement = { sql: 'SELECT count(*) AS once FROM evidence', parameters: [] };
    await opened.engine().ask(evidence, { step: 'another step', statement, rowLimit: 1 });
    await ask('SELECT count(*) AS once_more FROM evidence');
    expect(started()).toBe(before + 2);
  });
});

describe('a pass', () => {
  test('that was made is not made again, and gives the same evidence', async () => {
    const before = started();
    expect(await opened.engine().collect(plan, everything, grantFor(plan))).toEqual(evidence);
    expect(started()).toBe(before);
  });
  test('is kept in files of the investigation’s folder, several of them', async () => {
    const kept = await opened.store.list(plan.place.folder.bucket, 'investigations/case-1/evidence/pass-1/');
    expect(evidence.files.map((name) => `investigations/case-1/${name}`)).toEqual(kept.map(({ key }) => key));
    expect(evidence.files).toHaveLength(2);
    expect(evidence.records).toBe(4);
  });
  test('that broke off leaves its half-written folder behind and goes to another', async () => {
    await opened.store.put(plan.place.folder.bucket, 'investigations/case-1/evidence/pass-7/half', import.meta.filename);
    opened.facade.faults.add({ kind: 'failed', sql: 'pass-7/', reason: 'GENERIC_INTERNAL_ERROR: lost', category: 1, retryable: true });
    const again = await opened.engine(7).collect(plan, everything, grantFor(plan));
    expect(again.files.every((name) => name.startsWith('evidence/pass-7-2/'))).toBe(true);
    expect(again.records).toBe(4);
    const question = { step: 'count', statement: { sql: 'SELECT count(*) AS n FROM evidence', parameters: [] }, rowLimit: 1 };
    expect(rowsOf(await opened.engine(7).ask(again, question))).toEqual([[4]]);
  });
  test('over no log file at all asks Athena nothing', async () => {
    const before = started();
    const elsewhere = planWith({ reads: { ...plan.reads, accounts: ['999999999999'] } });
    const nothing = await opened.engine(8).collect(elsewhere, everything, grantFor(elsewhere));
    expect(nothing).toEqual({ files: [], records: 0, read: { files: 0, bytes: 0, seconds: 0 }, problems: [], found: [], dataEvents: [] });
    expect(started()).toBe(before);
    expect(
      rowsOf(
        await opened
          .engine(8)
          .ask(nothing, { step: 's', statement: { sql: 'SELECT count(*) AS n FROM evidence', parameters: [] }, rowLimit: 1 }),
      ),
    ).toEqual([[0]]);
  });
});

describe('a query that fails', () => {
  test('is tried once more where Athena says that it may be', async () => {
    opened.facade.faults.add({ kind: 'failed', sql: 'retried', reason: 'GENERIC_INTERNAL_ERROR', category: 1, retryable: true });
    const before = started();
    expect(rowsOf(await ask("SELECT 'retried' AS word FROM evidence LIMIT 1"))).toEqual([['retried']]);
    expect(started()).toBe(before + 2);
  });
  test('is tried no more than twice', async () => {
    opened.facade.faults.add({ kind: 'failed', sql: 'hopeless', reason: 'GENERIC_INTERNAL_ERROR', retryable: true, times: 5 });
    const before = started();
    expect(await ask("SELECT 'hopeless' AS word")).toMatchObject({ kind: 'failed', reason: 'GENERIC_INTERNAL_ERROR' });
    expect(started()).toBe(before + 2);
  });
  test('is tried once where it may not be, and its reason is one line', async () => {
    opened.facade.faults.add({ kind: 'failed', sql: 'broken', reason: 'HIVE_BAD_DATA:\n  not a file\n' });
    const before = started();
    expect(await ask("SELECT 'broken' AS word")).toMatchObject({ kind: 'failed', reason: 'HIVE_BAD_DATA: not a file' });
    expect(started()).toBe(before + 1);
  });
  test('at the limit of bytes says which setting stopped it', async () => {
    opened.facade.faults.add({ kind: 'cutoff', sql: 'expensive' });
    const reason = 'stopped at the limit of 1000000000 bytes (limits.bytesPerQuery)';
    expect(await ask("SELECT 'expensive' AS word FROM evidence")).toMatchObject({ kind: 'failed', reason });
  });
  test('costs a pass its evidence, with the reason', async () => {
    opened.facade.faults.add({ kind: 'cutoff', sql: 'pass-9/' });
    await expect(opened.engine(9).collect(plan, everything, grantFor(plan))).rejects.toThrow(/^stopped at the limit of 1000000000 bytes/);
  });
  test('never starts where its text is longer than Athena takes', async () => {
    const before = started();
    const answer = await ask(`SELECT '${'ä'.repeat(131_072)}' AS long`);
    expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/^the query has \d+ bytes, and Athena takes 262144/) });
    expect(started()).toBe(before);
  });
});

describe('a question is interrupted', () => {
  test('when somebody stops its query', async () => {
    opened.facade.faults.add({ kind: 'cancelled', sql: 'stopped' });
    await expect(ask("SELECT 'stopped' AS word")).rejects.toEqual(interrupted('AccessRevoked'));
  });
  test.each(['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults'])('when the role is gone at %s', async (operation) => {
    opened.facade.faults.add({ kind: 'denied', operation, times: 9 });
    await expect(ask(`SELECT 'denied at ${operation}' AS word`)).rejects.toEqual(interrupted('AccessRevoked'));
  });
  test('when Athena is too busy for all of the retries, and answers after a few', async () => {
    opened.facade.faults.add({ kind: 'throttle', operation: 'StartQueryExecution', times: 2 });
    expect(rowsOf(await ask("SELECT 'patient' AS word", { athena: opened.client() }))).toEqual([['patient']]);
    opened.facade.faults.add({ kind: 'throttle', code: 'ThrottlingException', operation: 'StartQueryExecution', times: 3 });
    await expect(ask("SELECT 'busy' AS word", { athena: opened.client(3) })).rejects.toEqual(interrupted('QueryThrottled'));
  }, 60_000);
  test('when little time is left; the next process takes up the same query', async () => {
    opened.facade.faults.add({ kind: 'slow', sql: 'long', milliseconds: 300 });
    const before = started();
    await expect(ask("SELECT 'long' AS word", { remaining: () => 20_100 })).rejects.toEqual(interrupted('StillRunning'));
    expect(rowsOf(await ask("SELECT 'long' AS word"))).toEqual([['long']]);
    expect(started()).toBe(before + 1);
  });
  test('when its work is stopped, and asks Athena no more', async () => {
    opened.facade.faults.add({ kind: 'slow', sql: 'aborted', milliseconds: 500 });
    const stop = new AbortController();
    const asked = ask("SELECT 'aborted' AS word", { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('time is up')), 50);
    await expect(asked).rejects.toThrow('time is up');
    const calls = opened.facade.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(opened.facade.calls.length).toBe(calls);
  });
});

describe('while its role is new', () => {
  const quickly = () => {
    const sleep = vi.spyOn(clock, 'sleep').mockResolvedValue(undefined);
    onTestFinished(() => sleep.mockRestore());
  };
  const settledAt = Date.now() + 3_600_000;
  test('a refusal is not the end: the policy may not have arrived everywhere', async () => {
    quickly();
    opened.facade.faults.add({ kind: 'denied', operation: 'StartQueryExecution', times: 2 });
    expect(rowsOf(await ask("SELECT 'admitted' AS word", { settledAt }))).toEqual([['admitted']]);
  });
  test('a query that failed for want of a right is asked once more', async () => {
    quickly();
    const before = started();
    opened.facade.faults.add({ kind: 'failed', sql: 'forbidden', reason: 'Permission denied on S3 path: s3://example-trail/', times: 1 });
    expect(rowsOf(await ask("SELECT 'forbidden' AS word", { settledAt }))).toEqual([['forbidden']]);
    expect(started()).toBe(before + 2);
  });
  test('no longer than that', async () => {
    opened.facade.faults.add({ kind: 'denied', operation: 'StartQueryExecution', times: 1 });
    await expect(ask("SELECT 'late' AS word", { settledAt: Date.now() })).rejects.toEqual(interrupted('AccessRevoked'));
  });
});

test('at most four questions are with Athena at once', async () => {
  let most = 0;
  const before = started();
  const sleep = vi.spyOn(clock, 'sleep').mockImplementation(async () => {
    most = Math.max(most, [...opened.facade.executions.values()].slice(before).filter(({ ended }) => ended === undefined).length);
    await new Promise((resolve) => setTimeout(resolve, 2));
  });
  onTestFinished(() => sleep.mockRestore());
  const engine = opened.engine();
  const asked = Array.from({ length: 12 }, (_, at) =>
    engine.ask(evidence, { step: `side ${at}`, statement: { sql: 'SELECT count(*) AS n FROM evidence', parameters: [] }, rowLimit: 1 }),
  );
  const answers = await Promise.all(asked);
  expect(answers.map(rowsOf)).toEqual(answers.map(() => [[4]]));
  expect(most).toBe(4);
});
