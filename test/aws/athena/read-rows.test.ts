import { AthenaClient, GetQueryResultsCommand } from '@aws-sdk/client-athena';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { readRows } from '../../../lib/aws/athena/read-rows.ts';

const athena = new AthenaClient({ region: 'eu-west-1' });
const results = mockClient(athena);

test.each([
  ['double', 'NaN', 'NaN'],
  ['double', 'Infinity', 'Infinity'],
  ['double', '1.0E10', 1e10],
  ['float', '0.5', 0.5],
  ['real', '0.5', 0.5],
  ['integer', '-7', -7],
  ['bigint', '9007199254740993', '9007199254740993'],
  ['boolean', 'false', false],
  ['decimal', '1.50', '1.50'],
  ['varchar', 'null', 'null'],
  ['varchar', '', ''],
  ['varchar', undefined, null],
  ['boolean', undefined, null],
  ['timestamp with time zone', '2026-01-01 00:00:00.000 UTC', '2026-01-01 00:00:00.000 UTC'],
  ['array', '[a, b]', '[a, b]'],
])('a %s of %j is the cell %j', async (Type, VarCharValue, cell) => {
  const Rows = [{ Data: [{ VarCharValue: 'x' }] }, { Data: [VarCharValue === undefined ? {} : { VarCharValue }] }];
  results.on(GetQueryResultsCommand).resolves({ ResultSet: { Rows, ResultSetMetadata: { ColumnInfo: [{ Name: 'x', Type }] } } });
  expect(await readRows(athena, { queryId: 'q', rowLimit: 5 })).toEqual({ columns: ['x'], rows: [[cell]], truncated: false });
});
