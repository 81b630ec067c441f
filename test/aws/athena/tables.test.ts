import { expect, test } from 'vitest';
import { overEvidence, unloadStatement } from '../../../lib/aws/athena/tables.ts';
import { examplePlace } from '../../core/example-plan.ts';

const pass = {
  accounts: ['111122223333', '444455556666'],
  regions: ['eu-west-1', 'us-east-1'],
  firstDay: '2025/12/31',
  lastDay: '2026/01/02',
  files: 9,
};
const statement = { sql: 'SELECT eventid\nFROM logs\nWHERE eventname IN (?) -- all of them', parameters: ['CreateUser'] };
const target = 's3://example-folder/investigations/case-1/evidence/pass-1/';

test('a pass is one UNLOAD over the planned partitions, each event once', () => {
  expect(unloadStatement(examplePlace, { statement, pass, target })).toMatchSnapshot();
});

test('a question is asked of one pass of one investigation', () => {
  const asked = {
    sql: 'WITH events AS (\n  SELECT eventid FROM evidence WHERE eventname IN (?)\n)\nSELECT eventid FROM events',
    parameters: ['CreateUser'],
  };
  expect(overEvidence(examplePlace, { investigation: 'case-1', pass: 'pass-1' }, asked)).toMatchSnapshot();
});

test.each(["x'", 'a b', '', 'a;b', '*'])('a partition %j never enters a statement', (name) => {
  expect(() => unloadStatement(examplePlace, { statement, pass: { ...pass, accounts: [name] }, target })).toThrow(
    /is no partition of a table/,
  );
  expect(() => overEvidence(examplePlace, { investigation: name, pass: 'pass-1' }, statement)).toThrow(/is no partition of a table/);
});

test('a name of a table that could end its quotes never enters a statement', () => {
  const place = { ...examplePlace, tables: { logs: 'a"b', evidence: 'a"b' } };
  expect(() => unloadStatement(place, { statement, pass, target })).toThrow(/is no name of a database or table/);
});
