import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  type StartQueryExecutionCommandInput,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Opened, openAthena } from '../../aws/athena/opened.ts';
import { TRAIL } from '../../contract/small-trail.ts';
import { bindValues } from './bind-values.ts';

let opened: Opened;
let athena: AthenaClient;
beforeAll(async () => {
  opened = await openAthena(TRAIL);
  athena = opened.client();
});
afterAll(() => opened.close());

async function start(QueryString: string, parts: Partial<StartQueryExecutionCommandInput> = {}): Promise<string> {
  const where = { WorkGroup: 'trailwarden', ResultConfiguration: { OutputLocation: 's3://example-folder/results/' } };
  return (await athena.send(new StartQueryExecutionCommand({ QueryString, ...where, ...parts }))).QueryExecutionId ?? '';
}

async function status(QueryExecutionId: string) {
  for (;;) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    if (!['QUEUED', 'RUNNING'].includes(QueryExecution?.Status?.State ?? '')) return QueryExecution?.Status;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function rows(sql: string, ExecutionParameters?: string[]): Promise<unknown> {
  const id = await start(sql, { ExecutionParameters });
  const ended = await status(id);
  if (ended?.State !== 'SUCCEEDED') return ended?.StateChangeReason;
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId: id }));
  return ResultSet?.Rows?.slice(1).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue));
}

const COUNT = `SELECT count(*) AS n FROM "trailwarden"."cloudtrail" WHERE account IN ('111122223333')`;

describe('the emulated Athena', () => {
  test('reads the partitions that a query names, and only those', async () => {
    expect(await rows(COUNT)).toEqual([['7']]);
    expect(await rows(`${COUNT} AND region IN ('us-east-1')`)).toEqual([['1']]);
    expect(await rows(`${COUNT} AND region = 'eu-west-1' AND day BETWEEN '2025/12/31' AND '2025/12/31'`)).toEqual([['3']]);
    expect(await rows(`${COUNT} AND day > '2030/01/01'`)).toEqual([['0']]);
  });
  test('refuses a query that names no value of an injected partition', async () => {
    expect(await rows(`SELECT count(*) AS n FROM "trailwarden"."cloudtrail" WHERE region = 'eu-west-1'`)).toMatch(
      /^CONSTRAINT_VIOLATION: .*account/,
    );
    expect(await rows(`SELECT count(*) AS n FROM "trailwarden"."evidence" WHERE pass = 'pass-1'`)).toMatch(/column investigation/);
  });
  test('knows no other table', async () => {
    expect(await rows('SELECT 1 AS n FROM "other"."cloudtrail"')).toMatch(/^TABLE_NOT_FOUND/);
  });
  test('unloads to an empty place only', async () => {
    const unload = `UNLOAD (SELECT eventid FROM "trailwarden"."cloudtrail" WHERE account = '111122223333') TO 's3://example-folder/unloaded/' WITH (format = 'PARQUET', compression = 'SNAPPY')`;
    expect((await status(await start(unload)))?.State).toBe('SUCCEEDED');
    expect(await opened.store.list('example-folder', 'unloaded/')).toHaveLength(2);
    expect((await status(await start(unload)))?.StateChangeReason).toMatch(/^HIVE_PATH_ALREADY_EXISTS/);
  });
  test('refuses what is no SQL when it starts', async () => {
    await expect(start('SELECT FROM')).rejects.toMatchObject({ name: 'InvalidRequestException', AthenaErrorCode: 'MALFORMED_QUERY' });
    await expect(start('SELECT 1 AS n; SELECT 2 AS n')).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });
  test('gives the same query for the same token, and refuses another text under it', async () => {
    const ClientRequestToken = 'a'.repeat(64);
    const id = await start('SELECT 1 AS n', { ClientRequestToken });
    expect(await start('SELECT 1 AS n', { ClientRequestToken })).toBe(id);
    await expect(start('SELECT 2 AS n', { ClientRequestToken })).rejects.toMatchObject({
      AthenaErrorCode: 'IDEMPOTENT_PARAMETER_MISMATCH',
    });
  });
  test('stops a query on request, and has no result for it', async () => {
    opened.facade.faults.add({ kind: 'slow', sql: 'stop me', milliseconds: 5000 });
    const QueryExecutionId = await start("SELECT 'stop me' AS word");
    await athena.send(new StopQueryExecutionCommand({ QueryExecutionId }));
    expect(await status(QueryExecutionId)).toMatchObject({ State: 'CANCELLED', StateChangeReason: 'Query cancelled by user' });
    await expect(athena.send(new GetQueryResultsCommand({ QueryExecutionId }))).rejects.toThrow(/Current state: CANCELLED/);
  });
  test('takes faults over HTTP, and refuses what is none', async () => {
    const post = (fault: object) => fetch(`${opened.facade.url}/_faults`, { method: 'POST', body: JSON.stringify(fault) });
    expect((await post({ kind: 'failed', sql: 'by http', reason: 'HIVE_CURSOR_ERROR' })).status).toBe(200);
    expect(await rows("SELECT 'by http' AS word")).toBe('HIVE_CURSOR_ERROR');
    expect((await post({ kind: 'no such fault' })).status).toBe(500);
  });
});

describe('a value of Athena', () => {
  test.each([
    ["'it''s'", "it's"],
    ['no expression (', 'no expression ('],
    ['a_column', 'a_column'],
    ['1) , (2', '1) , (2'],
  ])('%j is the text %j', (value, text) => {
    expect(bindValues('x IN (?)', [value])).toEqual({ sql: 'x IN (?)', parameters: [text] });
  });
  test.each(['1 OR 1=1', 'NULL', 'current_user', '1+1', "upper('a')", '5'])('%j is taken as the expression that it is', (value) => {
    expect(bindValues('x IN (?)', [value])).toEqual({ sql: `x IN ((${value}))`, parameters: [] });
  });
  test('without a place is dropped where there is none at all, and an error where there are others', () => {
    expect(bindValues("SELECT '?' -- ?", ["'a'"])).toEqual({ sql: "SELECT '?' -- ?", parameters: [] });
    expect(() => bindValues('x IN (?)', ["'a'", "'b'"])).toThrow(/expected 1 but found 2/);
    expect(() => bindValues('x IN (?, ?)', ["'a'"])).toThrow(/expected 2 but found 1/);
  });
  test('that is not quoted means something else than it says: so they have to be quoted', async () => {
    const sql = "SELECT x FROM (VALUES 'a', '1 = 1') AS t(x) WHERE x IN (?)";
    expect(await rows(sql, ["'1 = 1'"])).toEqual([['1 = 1']]);
    expect(await rows(sql, ["lower('A')"])).toEqual([['a']]);
  });
});
